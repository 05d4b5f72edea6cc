#!/bin/sh
# Deploys a branch once, from a fresh clone in the current folder: a run that was killed leaves nothing that the next one trips over.
set -eu
: "${GIT_URL:?}" "${GIT_BRANCH:=main}"
rm -rf kestra-pull
# git asks this function for the credentials: the token is in the environment, never in a command line or a file.
GIT_TERMINAL_PROMPT=0 git -c credential.helper='!f() { echo username=git; echo "password=$GIT_TOKEN"; }; f' \
  clone --quiet --single-branch --branch "$GIT_BRANCH" "$GIT_URL" kestra-pull
exec kestra-gitops deploy --chdir kestra-pull --refresh --on-drift overwrite --when-missing delete
