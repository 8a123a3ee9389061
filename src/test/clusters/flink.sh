#!/usr/bin/env bash
# A real Flink cluster on loopback: one JobManager, two TaskManagers of two slots each.
#
#   flink.sh start [DIR]    starts what does not run yet, waits until every slot is there, and tells
#   flink.sh status [DIR]   tells "master HOST:PORT" and the process of each member; ends with 3 where one does not run
#   flink.sh stop [DIR]     stops what runs
#
# DIR (default target/clusters/flink) takes configuration, logs, pids and spilled data of this cluster. Flink itself is laid out once in
# target/clusters/flink-1.19.3 from PyPI: apache-flink-libraries has lib/, opt/ and plugins/, apache-flink has bin/ and conf/. It needs
# Python 3 with pip, and a Java of version 11 to 21.
set -euo pipefail
version=1.19.3
libraries_sha256=4a58e3a1fb7d83340bc96b6c080624c6d792d69fae5d294b96224775204a9c60
scripts_sha256=ff572c6ffa3867c21b8a455aefb50c53c91973fd0408df594ca26cb0a7bebc77
task_managers=2

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd -P)
clusters=$root/target/clusters
home=$clusters/flink-$version
python=${PYTHON:-python3}

say() {
  printf 'flink.sh: %s\n' "$1" >&2
}

# Downloads Flink and lays it out, aside first: a home that is there is whole.
lay_out() {
  [[ ! -d $home ]] || return 0
  mkdir -p "$clusters"
  local aside
  aside=$(mktemp -d "$clusters/.flink.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$aside'" EXIT
  cat >"$aside/requirements.txt" <<END
apache-flink-libraries==$version --hash=sha256:$libraries_sha256
apache-flink==$version --hash=sha256:$scripts_sha256
END
  # The scripts are taken from one wheel on every platform: nothing of it that is compiled is used.
  "$python" -m pip download -q --no-deps --require-hashes -r "$aside/requirements.txt" -d "$aside" \
    --platform manylinux2014_x86_64 --python-version 3.11 --implementation cp --abi cp311 >&2 \
    || { say "Flink $version could not be fetched from PyPI."; exit 4; }
  tar -xzf "$aside/apache-flink-libraries-$version.tar.gz" -C "$aside" "apache-flink-libraries-$version/deps"
  "$python" -m zipfile -e "$aside"/apache_flink-*.whl "$aside/scripts"
  mkdir "$aside/home"
  mv "$aside/apache-flink-libraries-$version/deps"/{lib,opt,plugins} "$aside/scripts/pyflink"/{bin,conf} "$aside/home"
  mv "$aside/apache-flink-libraries-$version/deps/bin"/* "$aside/home/bin"
  chmod +x "$aside/home/bin"/*
  mv -T "$aside/home" "$home"
  rm -rf "$aside"
  trap - EXIT
}

# Memory is bounded by its parts, so that a cluster takes about 3 GB. The REST interface tells what is now. A lost TaskManager is noticed
# within seconds; until then a job may be given its slots again and fail again, each time a little later.
configure() {
  mkdir -p "$dir"/{conf,log,run,tmp}
  cp "$home"/conf/log4j*.properties "$dir/conf"
  local rest rpc
  read -r rest rpc < <("$python" -c '
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(s.getsockname()[1] for s in sockets))')
  local exports
  exports=$(sed -n 's/^ *all: \(--add-exports.*\)/\1/p' "$home/conf/config.yaml")
  cat >"$dir/conf/config.yaml" <<END
jobmanager.rpc.address: 127.0.0.1
jobmanager.bind-host: 127.0.0.1
jobmanager.rpc.port: $rpc
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $rest
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
io.tmp.dirs: $dir/tmp
env.stdout-err.redirect-to-file: true
env.java.opts.all: $exports -XX:+UseSerialGC -XX:TieredStopAtLevel=1

jobmanager.memory.heap.size: 384m
jobmanager.memory.off-heap.size: 64m
jobmanager.memory.jvm-metaspace.size: 256m
jobmanager.memory.jvm-overhead.min: 64m
jobmanager.memory.jvm-overhead.max: 64m

taskmanager.numberOfTaskSlots: 2
taskmanager.memory.task.heap.size: 512m
taskmanager.memory.managed.size: 192m
taskmanager.memory.network.min: 64m
taskmanager.memory.network.max: 64m
taskmanager.network.sort-shuffle.min-buffers: 16
taskmanager.memory.task.off-heap.size: 64m
taskmanager.memory.framework.off-heap.batch-shuffle.size: 64m
taskmanager.memory.jvm-metaspace.size: 320m
taskmanager.memory.jvm-overhead.min: 128m
taskmanager.memory.jvm-overhead.max: 128m

web.refresh-interval: 100
heartbeat.interval: 2000
heartbeat.timeout: 10000
restart-strategy.type: exponential-delay
restart-strategy.exponential-delay.initial-backoff: 500 ms
restart-strategy.exponential-delay.backoff-multiplier: 2
restart-strategy.exponential-delay.max-backoff: 4 s
restart-strategy.exponential-delay.jitter-factor: 0
restart-strategy.exponential-delay.attempts-before-reset-backoff: 10
END
}

master() {
  sed -n 's/^rest.port: /127.0.0.1:/p' "$dir/conf/config.yaml" 2>/dev/null
}

# The process of a member, where it runs: a number in a file may be another process's by now.
process_of() {
  local pid
  pid=$(cat "$dir/run/$1.pid" 2>/dev/null) || return 1
  [[ $(ps -o args= -p "$pid" 2>/dev/null) == *"$dir/conf"* ]] && echo "$pid"
}

members() {
  echo jobmanager
  local n
  for ((n = 1; n <= task_managers; n++)); do
    echo "taskmanager-$n"
  done
}

launch() {
  FLINK_CONF_DIR=$dir/conf FLINK_LOG_DIR=$dir/log FLINK_PID_DIR=$dir/run \
    nohup "$home/bin/${1%-*}.sh" start-foreground >"$dir/log/$1.out" 2>&1 </dev/null &
  echo $! >"$dir/run/$1.pid"
}

# Whether as many TaskManagers as wanted answer through the JobManager, within three minutes.
await() {
  "$python" - "$(master)" $task_managers <<'END'
import json, sys, time, urllib.request
master, wanted = sys.argv[1], int(sys.argv[2])
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
for _ in range(900):
    try:
        if json.load(opener.open(f"http://{master}/overview", timeout=5))["taskmanagers"] == wanted:
            sys.exit(0)
    except OSError:
        pass
    time.sleep(0.2)
sys.exit(1)
END
}

start() {
  lay_out
  local member
  if ! process_of jobmanager >/dev/null; then
    stop
    configure
  fi
  for member in $(members); do
    process_of "$member" >/dev/null || launch "$member"
  done
  if ! await; then
    say "the cluster did not come up within three minutes: see $dir/log."
    stop
    exit 1
  fi
  status
}

status() {
  local member pid complete=0
  echo "master $(master)"
  for member in $(members); do
    if pid=$(process_of "$member"); then
      echo "$member $pid"
    else
      echo "$member does not run"
      complete=3
    fi
  done
  return $complete
}

stop() {
  local member pid
  for member in $(members | sort -r); do
    if pid=$(process_of "$member"); then
      kill "$pid" 2>/dev/null || true
      for _ in {1..50}; do
        process_of "$member" >/dev/null || break
        sleep 0.1
      done
      ! process_of "$member" >/dev/null || kill -9 "$pid" 2>/dev/null || true
    fi
    rm -f "$dir/run/$member.pid"
  done
}

dir=${2:-$clusters/flink}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd -P)
case ${1:-} in
  start | status | stop) "$1" ;;
  *)
    say "say start, status or stop."
    exit 2
    ;;
esac
