#!/bin/sh
# pull-once.sh again and again, with PULL_PAUSE seconds (60) between two runs, whatever a run ends with.
trap 'exit 0' INT TERM
while :; do
  pull-once.sh || echo "The next try is in ${PULL_PAUSE:-60} s."
  sleep "${PULL_PAUSE:-60}" &
  wait $!
done
