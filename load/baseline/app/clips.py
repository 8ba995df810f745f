"""Clips by the ffmpeg command line, as one types it: one graph, libx264's defaults."""

import subprocess
from pathlib import Path
from typing import List

from . import settings

ENCODER = ["-c:v", "libx264", "-preset", "medium", "-crf", "23", "-pix_fmt", "yuv420p"]
FASTSTART = ["-movflags", "+faststart"]
BODY_SECONDS = "30"
BUMPER_SECONDS = "2"


def make(source: Path, target: Path) -> None:
    if settings.RULES == "old":
        make_old(source, target)
    else:
        make_contest(source, target)
        ffmpeg("-ss", "3", "-i", str(target), "-frames:v", "1", "-q:v", "3", str(target.with_suffix(".jpg")))


def make_old(source: Path, target: Path) -> None:
    # FLAW: all of it, with its sound, in 1080p, without watermark and bumpers.
    ffmpeg("-i", str(source), "-vf", fit(1920, 1080), *ENCODER, "-c:a", "aac", *FASTSTART, str(target))


def make_contest(source: Path, target: Path) -> None:
    """What the contract asks for: 30 s, 720p, no sound, watermark, bumpers."""
    graph = (
        f"[1:v]fps=30,{fit(1280, 720)}[clip];"
        "[clip][3:v]overlay=main_w-overlay_w-24:24,format=yuv420p[body];"
        "[0:v][body][2:v]concat=n=3:v=1:a=0[out]"
    )
    ffmpeg(
        "-i", bumper("opening"), "-t", BODY_SECONDS, "-i", str(source), "-i", bumper("closing"), "-i", picture("logo"),
        "-filter_complex", graph, "-map", "[out]", "-an", *ENCODER, *FASTSTART, str(target),
    )


def make_bumpers() -> None:
    draw_bumper("opening", ["ball", "wordmark"], "[0:v][1:v]overlay=180:200[a];[a][2:v]overlay=480:210,fade=in:d=0.5")
    draw_bumper(
        "closing", ["ball", "wordmark", "farewell"],
        "[0:v][1:v]overlay=180:200[a];[a][2:v]overlay=480:210[b];[b][3:v]overlay=190:560,fade=out:st=1.5:d=0.5",
    )


def draw_bumper(name: str, layers: List[str], graph: str) -> None:
    inputs: List[str] = []
    for layer in ["backdrop", *layers]:
        inputs += ["-loop", "1", "-framerate", "30", "-i", picture(layer)]
    ffmpeg(*inputs, "-filter_complex", graph + ",setsar=1,format=yuv420p", "-t", BUMPER_SECONDS, *ENCODER, bumper(name))


def fit(width: int, height: int) -> str:
    return (
        f"scale={width}:{height}:force_original_aspect_ratio=decrease:force_divisible_by=2,"
        f"pad={width}:{height}:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p"
    )


def bumper(name: str) -> str:
    return str(settings.PROCESSED_DIR / f"bumper_{name}.mp4")


def picture(name: str) -> str:
    return str(settings.ARTWORK_DIR / f"{name}.png")


def ffmpeg(*arguments: str) -> None:
    # setpriv: a worker that is ended takes the ffmpeg of its job with it.
    command = ["setpriv", "--pdeathsig", "KILL", "ffmpeg", "-nostdin", "-v", "error", "-y", *arguments]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"ffmpeg ended with {done.returncode}: {done.stderr.strip()[-500:]}")
