#!/usr/bin/env bash
# Install the Debian packages of the named groups (default: all) that are missing. Needs root or sudo only when some are.
set -euo pipefail
list="$(dirname "$0")/system-packages.txt"
missing=()
while read -r group package; do
  if [ $# -gt 0 ] && [[ " $* " != *" $group "* ]]; then continue; fi
  if [ "$group" = browser ] && { [ -n "${EYEHAND_CHROMIUM:-}" ] || command -v chromium chromium-browser google-chrome >/dev/null; }; then
    continue
  fi
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done < <(grep -vE '^(#|$)' "$list")
[ ${#missing[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "eyehand: missing ${missing[*]}; this is no Debian: install them your system's way (see eyehand doctor)" >&2
  exit 0
fi
echo "eyehand: installing ${missing[*]}"
sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${sudo[@]}" apt-get update -q >/dev/null
"${sudo[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
