#!/usr/bin/env bash
# Makes in out/release what a release consists of: an archive for each system, bills of materials, notes and checksums.
# Usage: packaging/release.sh [RUNTIME…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ $# -gt 0 ] || set -- linux-x64 linux-arm64 win-x64

release=out/release
rm -rf "$release"
mkdir -p "$release"
packaging/publish.sh "$@"
version=$(dotnet msbuild src/ServiceLevelDashboard.Cli -target:MinVer -getProperty:Version)
name=service-level-dashboard-$version

for runtime in "$@"; do
  # One folder per version in an archive, so that a new version does not mix with the old one where it is unpacked.
  rm -rf "out/$name"
  mv "out/$runtime" "out/$name"
  case $runtime in
    win-*) (cd out && zip -qr "release/$name-$runtime.zip" "$name") ;;
    *) tar -C out -czf "$release/$name-$runtime.tar.gz" --owner=0 --group=0 --sort=name "$name" ;;
  esac
  mv "out/$name" "out/$runtime"
done

# What is inside, for whoever must know which of it has a vulnerability (CycloneDX).
dotnet tool restore >/dev/null
for program in Web Cli; do
  dotnet CycloneDX "src/ServiceLevelDashboard.$program/ServiceLevelDashboard.$program.csproj" --disable-package-restore \
    --set-name "ServiceLevelDashboard.$program" --set-version "$version" --output-format Json --output "$release" --filename "$name-${program,,}.cdx.json" >/dev/null
done
npm sbom --omit dev --sbom-format cyclonedx > "$release/$name-scripts.cdx.json"

# The part of the changelog between this version's heading and the next one; of a version between releases the part that is to come.
heading=$version
grep -q "^## \[$version\]" CHANGELOG.md || heading=Unreleased
awk -v heading="## [$heading]" 'index($0, "## [") == 1 { inside = index($0, heading) == 1; next } inside' CHANGELOG.md > "$release/NOTES.md"

(cd "$release" && sha256sum "$name"-* > SHA256SUMS)
ls -l "$release"
