#!/bin/sh
# Makes the clip and the picture of seeded videos. Run by hand; its results are committed.
set -eu
cd "$(dirname "$0")"
ffmpeg -nostdin -v error -y -f lavfi -i 'color=c=0x1d428a:s=320x180:r=10:d=2' -f lavfi -i 'color=c=0xff8c00:s=40x40:r=10:d=2' \
  -filter_complex '[0][1]overlay=x=mod(n*16\,320):y=70' -an \
  -c:v libx264 -profile:v baseline -pix_fmt yuv420p -crf 40 -g 20 -movflags +faststart -fflags +bitexact -flags:v +bitexact seed.mp4
ffmpeg -nostdin -v error -y -i seed.mp4 -frames:v 1 -q:v 12 -fflags +bitexact -flags:v +bitexact seed.jpg
