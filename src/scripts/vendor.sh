#!/usr/bin/env bash
# Fetches the files of other people's that the pages use, at the versions named here, with their licences,
# and writes the manifest that AssetsTest checks. Run it by hand when a version changes; needs npm.
# Of the font, what Norwegian is written with is a file of its own, in the weights that the pages use: half as large, and
# all that most pages ask for.
set -euo pipefail

readonly packages=(
    "@digdir/designsystemet-css@1.22.0"
    "htmx.org@2.0.11"
    "htmx-ext-sse@2.2.4"
    "@fontsource-variable/inter@5.3.0"
    "subset-font@2.9.0"
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
note() {
    echo "$2 = $1 $(version "$1") $(sha256sum "$target/$2" | cut -d' ' -f1)" >>"$manifest"
}

echo "# Written by src/scripts/vendor.sh: file = package version sha256" >"$manifest"
for entry in "${files[@]}"; do
    read -r package from name <<<"$entry"
    cp "$scratch/node_modules/$package/$from" "$target/$name"
    note "$package" "$name"
done

# The letters of app.css' first @font-face.
NODE_PATH="$scratch/node_modules" node -e '
    const { readFileSync, writeFileSync } = require("fs");
    const subset = require("subset-font");
    const [from, to] = process.argv.slice(1);
    const ranges = [[0x20, 0x7e], [0xa0, 0xff], [0x2013, 0x2014], [0x2018, 0x201e], [0x2022, 0x2022], [0x2026, 0x2026],
        [0x2039, 0x203a], [0x20ac, 0x20ac], [0x2191, 0x2191], [0x2193, 0x2193], [0x2212, 0x2212]];
    const letters = ranges.flatMap(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at))).join("");
    subset(readFileSync(from), letters, { targetFormat: "woff2", variationAxes: { wght: { min: 400, max: 600 } } })
        .then((font) => writeFileSync(to, font));
' "$target/inter-latin.woff2" "$target/inter-nb.woff2"
note "@fontsource-variable/inter" inter-nb.woff2
echo "vendored $((${#files[@]} + 1)) files into $target"
