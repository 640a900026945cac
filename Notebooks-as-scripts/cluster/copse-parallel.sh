#!/bin/sh
# A job of copse by GNU Parallel: each part leaves its records as FOLDER/PART.shard, as many at once as there are cores.
#
#   copse-parallel.sh 16 FOLDER sensitivity simulate data.csv --replications 1000000
#   copse merge FOLDER/*.shard -o result.json
#
# The first word is the number of parts, the second a folder; then the words of copse. Options of Parallel stand in the
# variable PARALLEL: export PARALLEL='--sshloginfile hosts --workdir .' spreads the parts over machines that share FOLDER.
# Another program than the copse of the PATH: export COPSE=/path/to/copse.
set -eu
parts=$1 folder=$2
shift 2
mkdir -p "$folder"
seq "$parts" | parallel --quote --halt soon,fail=1 \
  "${COPSE:-copse}" "$@" --shard "{}/$parts" --threads 1 -o "$folder/{}.shard"
