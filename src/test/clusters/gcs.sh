#!/bin/sh
# Google Cloud Storage on this machine: gcs.sh PORT [OPTION...] installs fake-gcs-server once, below target/clusters, and becomes it, on
# 127.0.0.1. Objects live in its memory. It needs Go and its module proxy.
#
#   splicebeam ... --gcsEndpoint=http://127.0.0.1:PORT/storage/v1/ \
#     --credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory
version=v1.56.1
port=$1
shift
home=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)/target/clusters/fake-gcs-server-$version
[ -x "$home/fake-gcs-server" ] || GOBIN="$home" go install "github.com/fsouza/fake-gcs-server@$version" || exit 4
exec "$home/fake-gcs-server" -backend memory -scheme http -host 127.0.0.1 -port "$port" -log-level warn "$@"
