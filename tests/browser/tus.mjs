// Uploads a file by tus-js-client, aborting at some points and going on by another server. Prints one JSON line an event: {"progress": bytes}, {"aborted": bytes},
// and at the end {"video": id} or {"error": text}.
//   node tus.mjs '{"servers": ["http://…"], "token": "…", "file": "…", "title": "…", "chunkSize": 1048576, "aborts": [0.2, 0.5]}'
import fs from 'node:fs';
import * as tus from 'tus-js-client';

const { servers, token, file, title, chunkSize, aborts, url: given } = JSON.parse(process.argv[2]);
const size = fs.statSync(file).size;
const say = (event) => console.log(JSON.stringify(event));

function leg(number, url) {
  const server = servers[number % servers.length];
  return new Promise((resolve, reject) => {
    let video = null;
    const upload = new tus.Upload(fs.createReadStream(file), {
      endpoint: server + '/api/uploads',
      uploadUrl: url === null ? null : server + new URL(url).pathname,
      uploadSize: size,
      chunkSize: chunkSize ?? Infinity,
      headers: { Authorization: 'Bearer ' + token },
      metadata: { title, filename: 'clip.mp4', filetype: 'video/mp4' },
      retryDelays: [0, 200, 500, 1000, 2000, 3000, 5000, 5000, 5000],
      onAfterResponse: (request, response) => { video = response.getHeader('HighPerf-Video-Id') ?? video; },
      onProgress: (sent) => {
        say({ progress: sent });
        if (number < aborts.length && sent >= size * aborts[number]) {
          number = Infinity; // once
          upload.abort().then(() => { say({ aborted: sent }); resolve({ url: upload.url, video: null }); }, reject);
        }
      },
      onSuccess: () => resolve({ url: upload.url, video }),
      onError: reject,
    });
    upload.start();
  });
}

try {
  let at = { url: given ?? null, video: null };
  for (let number = 0; at.video === null && number < 100; number++) at = await leg(number, at.url);
  say({ video: at.video });
} catch (error) {
  say({ error: String(error) });
  process.exitCode = 1;
}
