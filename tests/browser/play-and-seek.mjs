// Plays a clip in Chromium as a visitor would: play, seek to 15 s, seek to near the end. Prints one JSON object:
//   {"ok":true,"width":1280,"height":720,"duration":…,"seekable":…,"positions":{…},"differences":{…},"partialResponses":…}
// or {"ok":false,"error":"…"} and exit code 1. Usage: node play-and-seek.mjs URL
import { chromium } from 'playwright-core';

const url = process.argv[2];
if (!url) {
  console.error('usage: node play-and-seek.mjs URL');
  process.exit(64);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--no-first-run',
    '--disable-component-update',
    '--disable-sync',
    '--autoplay-policy=no-user-gesture-required',
    // Nothing but this machine is reached, whatever the browser or the page would like.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  ],
});

try {
  const page = await browser.newPage();
  const partialResponses = [];
  page.on('response', (response) => {
    if (response.url() === url && response.status() === 206) partialResponses.push(response.headers()['content-range']);
  });

  // A page of the clip's own origin, so that a canvas may read its pixels. Only this address is answered here.
  const player = new URL('/__player__', url).href;
  await page.route(player, (route) => route.fulfill({
    contentType: 'text/html',
    body: '<!doctype html><title>player</title><video muted playsinline preload="auto"></video>',
  }));
  await page.goto(player);

  const seen = await page.evaluate(async (source) => {
    const video = document.querySelector('video');
    const canvas = document.createElement('canvas');
    canvas.width = 160;
    canvas.height = 90;
    const context = canvas.getContext('2d', { willReadFrequently: true });

    const failure = new Promise((_, reject) => {
      video.addEventListener('error', () => reject(new Error(`media error ${video.error.code}: ${video.error.message}`)));
    });
    const limit = (promise, what, ms = 20_000) => Promise.race([
      promise,
      failure,
      new Promise((_, reject) => setTimeout(() => reject(new Error(`waited ${ms} ms in vain: ${what}`)), ms)),
    ]);
    const event = (name) => new Promise((resolve) => video.addEventListener(name, resolve, { once: true }));
    const advancedBy = (seconds) => new Promise((resolve) => {
      const from = video.currentTime;
      const check = () => (video.currentTime >= from + seconds ? resolve(video.currentTime) : setTimeout(check, 20));
      check();
    });
    const picture = () => {
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      return context.getImageData(0, 0, canvas.width, canvas.height).data;
    };
    const difference = (a, b) => {
      let sum = 0;
      for (let i = 0; i < a.length; i += 4) {
        sum += Math.abs(a[i] - b[i]) + Math.abs(a[i + 1] - b[i + 1]) + Math.abs(a[i + 2] - b[i + 2]);
      }
      return sum / (a.length / 4 * 3);
    };
    const seek = async (seconds) => {
      const seeked = event('seeked');
      video.currentTime = seconds;
      await limit(seeked, `seek to ${seconds} s`);
    };

    const loaded = event('canplay');
    video.src = source;
    await limit(loaded, 'canplay');

    await limit(video.play(), 'play');
    const played = await limit(advancedBy(1), 'the first second plays');
    const atStart = picture();

    await seek(15);
    const sought = video.currentTime;
    const at15 = picture();
    const playedOn = await limit(advancedBy(2), 'playback goes on after a seek');
    const after15 = picture();

    video.pause();
    const nearEnd = video.duration - 0.4;
    await seek(nearEnd);
    const atEnd = picture();
    const ended = event('ended');
    await video.play();
    await limit(ended, 'the end');

    return {
      width: video.videoWidth,
      height: video.videoHeight,
      duration: video.duration,
      seekable: video.seekable.length > 0 ? video.seekable.end(video.seekable.length - 1) : 0,
      positions: { played, sought, playedOn, nearEnd, ended: video.currentTime },
      differences: {
        startTo15: difference(atStart, at15),
        whilePlaying: difference(at15, after15),
        from15ToEnd: difference(after15, atEnd),
      },
    };
  }, url);

  console.log(JSON.stringify({ ok: true, ...seen, partialResponses: partialResponses.length }));
} catch (error) {
  console.log(JSON.stringify({ ok: false, error: error.message }));
  process.exitCode = 1;
} finally {
  await browser.close();
}
