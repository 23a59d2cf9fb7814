#!/usr/bin/env bash
# Publishes folders that run without the .NET SDK, the .NET runtime or Node: out/linux-x64 and out/linux-arm64.
# Usage: packaging/publish.sh [RUNTIME…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ $# -gt 0 ] || set -- linux-x64 linux-arm64

for runtime in "$@"; do
  folder=out/$runtime
  rm -rf "$folder"
  # Both programs share one folder and one runtime. Never trimmed: Blazor and MudBlazor find their parts by reflection.
  for project in Cli Web; do
    dotnet publish "src/ServiceLevelDashboard.$project" --configuration Release --runtime "$runtime" --self-contained true \
      -p:DebugType=none --verbosity quiet --output "$folder"
  done
  cp LICENSE packaging/service-level-dashboard.service packaging/service-level-dashboard@.service packaging/service-level-dashboard.env packaging/nginx.conf packaging/haproxy.cfg packaging/Caddyfile "$folder"
  echo "$folder: $(du -sh "$folder" | cut -f1)"
done
