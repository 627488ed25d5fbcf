#!/usr/bin/env bash
# Publishes the hand-written program and prints its size: beside it stands what tests/SdkGen.Aot/run.sh prints.
set -euo pipefail
cd "$(dirname "$0")/../.."

linker=$(command -v clang > /dev/null && echo clang || echo gcc)
out=artifacts/aot-limit
rm -rf "$out"
dotnet publish tests/SdkGen.Aot.Limit -c Release --use-current-runtime -o "$out" -p:CppCompilerAndLinker="$linker" --nologo -v quiet
echo "NativeAOT, by hand: $(($(stat -c %s "$out/SdkGen.Aot.Limit") / 1024)) KiB"
