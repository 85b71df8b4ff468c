#!/bin/bash
# Starts MongoDB as a replica set of one member with authentication; the official image starts a plain server by default.
set -euo pipefail
keyfile=/data/db/.keyfile
if [ ! -s "$keyfile" ]; then
  head -c 512 /dev/urandom | base64 -w 0 >"$keyfile"
fi
chmod 400 "$keyfile"
chown mongodb:mongodb "$keyfile"
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile "$keyfile" --bind_ip_all --noscripting --oplogSize 4096
