#!/usr/bin/env bash
# Records the sample's trace and summary again: profiles-sample/record.sh
# The program is built and run in /src, so that the recording holds no path of the machine it was made on.
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
neutral=/src

mkdir -p "$neutral" 2>/dev/null && [ -w "$neutral" ] || { echo "record.sh: expected to be able to write to $neutral: create it first (sudo install -d -o $USER $neutral)" >&2; exit 2; }
[ -z "$(ls -A "$neutral")" ] || { echo "record.sh: expected $neutral to be empty, found $(ls -A "$neutral" | head -1)" >&2; exit 2; }
trap 'rm -rf "${neutral:?}"/* "${neutral:?}"/.work' EXIT

cp -r "$repository"/profiles-sample "$neutral"/
find "$neutral" -name bin -o -name obj | xargs rm -rf
dotnet build "$neutral/profiles-sample/Storefront" -c Release --nologo -v quiet -p:ContinuousIntegrationBuild=true -p:PathMap="$neutral=/src"

tool() { dotnet run --project "$repository/src/PerfInsight.Cli" -c Release -- "$@"; }
trace="$repository/profiles-sample/storefront.nettrace"
(cd "$neutral" && tool collect -o "$trace" -- \
    dotnet "$neutral/profiles-sample/Storefront/bin/Release/net10.0/Storefront.dll" all --size 2000 --work "$neutral/.work" > /dev/null)
tool summarize "$trace" -o "$repository/profiles-sample/storefront.perfinsight.json" --name storefront --root "$neutral" \
    --commit "$(git -C "$repository" rev-parse --short HEAD)"
