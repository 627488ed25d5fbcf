#!/usr/bin/env bash
# The NativeAOT proof: publishes the console app (any warning is an error), starts the emulator in a process of its own, runs the native app against it.
set -euo pipefail
cd "$(dirname "$0")/../.."

have_linker() { { command -v clang || command -v gcc; } > /dev/null && [ -e /usr/include/zlib.h ]; }
if ! have_linker && command -v apt-get > /dev/null; then
  as_root=$([ "$(id -u)" = 0 ] || echo sudo)
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends gcc libc6-dev zlib1g-dev > /dev/null
fi
linker=$(command -v clang > /dev/null && echo clang || echo gcc)

out=artifacts/aot
rm -rf "$out"
dotnet publish tests/SdkGen.Aot -c Release --use-current-runtime -o "$out" -p:CppCompilerAndLinker="$linker" --nologo -v quiet
dotnet publish tests/SdkGen.Aot.Failover -c Release --use-current-runtime -o "$out/failover" -p:CppCompilerAndLinker="$linker" --nologo -v quiet
dotnet publish tests/SdkGen.Aot.Functions -c Release --use-current-runtime -o "$out/functions" -p:CppCompilerAndLinker="$linker" --nologo -v quiet
dotnet publish tests/SdkGen.Aot.Limit -c Release --use-current-runtime -o "$out/limit" -p:CppCompilerAndLinker="$linker" --nologo -v quiet
dotnet build tests/SdkGen.Aot.Server -c Release --nologo -v quiet

# Standard input that stays open until the script ends keeps the server up.
mkfifo "$out/stop"
server_dll=$(ls tests/SdkGen.Aot.Server/bin/Release/*/SdkGen.Aot.Server.dll)
dotnet "$server_dll" < "$out/stop" > "$out/server.log" 2>&1 &
server=$!
exec 9> "$out/stop"
trap 'exec 9>&-; wait "$server" || true' EXIT

for _ in $(seq 100); do
  url=$(head -n 1 "$out/server.log")
  [ -n "$url" ] && break
  sleep 0.1
done
case "$url" in http://*) ;; *) echo "The emulator did not start: $(cat "$out/server.log")"; exit 1 ;; esac

OPENAI_BASE_URL=$url OPENAI_API_KEY=any "$out/SdkGen.Aot"
OPENAI_BASE_URL=$url OPENAI_API_KEY=any "$out/failover/SdkGen.Aot.Failover"
size() { echo "$(($(stat -c %s "$1") / 1024))"; }
app=$(size "$out/SdkGen.Aot")
hand=$(size "$out/limit/SdkGen.Aot.Limit")
echo "NativeAOT: published without warnings and ran, $app KiB; a call by hand is $hand KiB"

# One path to the serializer, to the options of Microsoft.Extensions.AI or to decompression is 0.6 to 2 MB: -p:IlcGenerateDgmlFile=true tells who has it.
[ $((app * 2)) -le $((hand * 3)) ] || { echo "The app is more than one and a half times a call by hand."; exit 1; }

# Calls of AIFunctionFactory that were intercepted.
"$out/functions/SdkGen.Aot.Functions" | tee "$out/functions.log"
diff - "$out/functions.log" << 'EXPECTED'
generated Book, Books a trip. [{"from":"Rome","to":"Oslo","day":"2026-01-31"},{"from":"Oslo","to":"Rome","day":"2026-02-01"}]
generated price, Says what a trip costs. 40
generated greet,  Hello Ada
EXPECTED
