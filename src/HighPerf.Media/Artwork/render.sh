#!/bin/sh
# Renders the SVG files of this folder to the PNG files the program embeds. Needs Debian's chromium and fonts-liberation.
set -eu
cd "$(dirname "$0")"
for svg in *.svg; do
  size=$(sed -n '1s/.*width="\([0-9]*\)" height="\([0-9]*\)".*/\1,\2/p' "$svg")
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
    --default-background-color=00000000 --window-size="$size" --screenshot="$PWD/${svg%.svg}.png" "file://$PWD/$svg"
done
