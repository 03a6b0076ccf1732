#!/usr/bin/env bash
# Fetches the files of other people's that the pages use, at the versions named here, with their licences,
# and writes the manifest that AssetsTest checks. Run it by hand when a version changes; needs npm.
set -euo pipefail

readonly packages=(
    "@digdir/designsystemet-css@1.22.0"
    "htmx.org@2.0.11"
    "htmx-ext-sse@2.2.4"
    "@fontsource-variable/inter@5.3.0"
)
# package, file inside it, name here
readonly files=(
    "@digdir/designsystemet-css dist/src/index.css designsystemet.css"
    "@digdir/designsystemet-css dist/theme/designsystemet.css designsystemet-theme.css"
    "@digdir/designsystemet-css LICENSE designsystemet.LICENSE"
    "htmx.org dist/htmx.min.js htmx.min.js"
    "htmx.org LICENSE htmx.LICENSE"
    "htmx-ext-sse dist/sse.min.js htmx-ext-sse.min.js"
    "htmx-ext-sse LICENSE htmx-ext-sse.LICENSE"
    "@fontsource-variable/inter files/inter-latin-wght-normal.woff2 inter-latin.woff2"
    "@fontsource-variable/inter files/inter-latin-ext-wght-normal.woff2 inter-latin-ext.woff2"
    "@fontsource-variable/inter LICENSE inter.LICENSE"
)

target="$(cd "$(dirname "$0")/../main/resources/webroot/vendor" && pwd)"
readonly target
scratch="$(mktemp -d)"
readonly scratch
trap 'rm -rf "$scratch"' EXIT

npm install --prefix "$scratch" --ignore-scripts --no-audit --no-fund --silent "${packages[@]}"

version() {
    node -p "require('$scratch/node_modules/$1/package.json').version"
}

manifest="$target/manifest.properties"
echo "# Written by src/scripts/vendor.sh: file = package version sha256" >"$manifest"
for entry in "${files[@]}"; do
    read -r package from name <<<"$entry"
    cp "$scratch/node_modules/$package/$from" "$target/$name"
    sum="$(sha256sum "$target/$name" | cut -d' ' -f1)"
    echo "$name = $package $(version "$package") $sum" >>"$manifest"
done
echo "vendored ${#files[@]} files into $target"
