#!/bin/sh
# Installs, from Debian's packages, the programs that the tests talk to and that are missing. Needs root and Debian (or a relative of it).
set -eu
command -v apt-get >/dev/null || { echo "install-services: not a Debian system; install mosquitto, influxdb 1.x, strace, chromium, docker-compose and dbus-daemon by hand" >&2; exit 1; }
[ "$(id -u)" = 0 ] || { echo "install-services: needs root" >&2; exit 1; }

missing=""
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need mosquitto mosquitto
need influxd influxdb
need strace strace
need chromium chromium
need docker-compose docker-compose
need pdftotext poppler-utils
need dbus-daemon dbus-daemon
[ -n "$missing" ] || exit 0

echo "install-services: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# No service may start by itself: the tests start their own, on free ports, in temporary folders.
policy=/usr/sbin/policy-rc.d
[ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; trap 'rm -f "$policy"' EXIT; }
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
