#!/usr/bin/env bash
# Builds the container image service-level-dashboard of this commit, and asks it for its version.
# Usage: packaging/image.sh [more options of docker build…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# The build sees no git: what it would have read there is handed to it.
tag=$(git describe --tags --exact-match --match 'v[0-9]*' 2>/dev/null || true)
docker build --build-arg VERSION="${tag#v}" --build-arg REVISION="$(git rev-parse --short=7 HEAD)" --tag service-level-dashboard "$@" .
docker run --rm --entrypoint sld service-level-dashboard --version
