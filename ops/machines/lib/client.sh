# shellcheck shell=bash
# A player of a step's own, by way of ./dev demo's functions.

client_ready() {
  base=$site_url scratch=$state/scratch/$step
  mkdir -p "$scratch"
  if [[ -n ${token-} ]]; then return; fi
  run=$(random_hex 3)
  call POST /api/auth/signup --json "$(jq -nc --arg e "$step.$run@example.test" --arg l "$step $run" \
    '{first_name: "Prueba", last_name: $l, email: $e, password1: "canasta-2025", password2: "canasta-2025", city: "Cali", country: "Colombia"}')"
  expect 201 'sign up'
  call POST /api/auth/login --json "{\"email\": \"$step.$run@example.test\", \"password\": \"canasta-2025\"}"
  expect 200 'log in'
  token=$(field .access_token)
}

# begin_clip: uploads the clip, and leaves its id in $video_id.
begin_clip() {
  client_ready
  call POST /api/videos/upload -H "Authorization: Bearer $token" -F "video_file=@$clip;type=video/mp4" -F "title=Antes de la caída"
  expect 201 'upload'
  video_id=$(field .video_id)
}

# clip_is STATE
clip_is() {
  local now
  now=$(curl -fsS --noproxy '*' --max-time 5 -H @<(printf 'Authorization: Bearer %s\n' "$token") "$site_url/api/videos/$video_id" | jq -r .status)
  [[ $now == "$1" ]]
}
