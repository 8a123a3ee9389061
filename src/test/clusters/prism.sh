#!/bin/sh
# Beam's portable runner on this machine: prism.sh COMMAND... installs Prism once, below target/clusters, starts it and runs a command
# beside it, in a network namespace of their own: Prism listens on every interface, and there is none but loopback. The job service is
# localhost:8073. Ends as the command does. It needs Linux, Go and its module proxy, and the right to make namespaces.
#
#   prism.sh ./splicebeam build --runner=PortableRunner --jobEndpoint=localhost:8073 --defaultEnvironmentType=LOOPBACK ...
version=v2.77.0
home=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)/target/clusters/prism-$version
if [ "$1" != --inside ]; then
  [ -x "$home/prism" ] || GOBIN="$home" go install "github.com/apache/beam/sdks/v2/go/cmd/prism@$version" || exit 4
  map=
  [ "$(id -u)" = 0 ] || map=--map-root-user
  exec unshare $map --net "$0" --inside "$@"
fi
shift
ip link set lo up || exit 4
"$home/prism" -serve_http=false -log_level warn >"$home/prism.log" 2>&1 &
prism=$!
trap 'kill "$prism" 2>/dev/null' EXIT
trap 'exit 143' TERM INT
until ss -Hltn 'sport = 8073' | grep -q .; do
  kill -0 "$prism" || exit 4
  sleep 0.1
done
"$@"
