# Sourced by test.sh: the gRPC clients in other languages that the tests drive the server with.

ensure_grpc_clients() {
  if ! { /usr/bin/python3 -c 'import grpc, google.protobuf' && command -v protoc; } >/dev/null 2>&1; then
    if command -v apt-get >/dev/null 2>&1; then
      say "installing the Python gRPC client (python3-grpcio, protobuf-compiler) with apt"
      local sudo=""
      [ "$(id -u)" = 0 ] || sudo=sudo
      $sudo apt-get update -qq && $sudo apt-get install -y -qq python3-grpcio python3-protobuf protobuf-compiler || say "python3-grpcio could not be installed; its tests will be skipped"
    fi
  fi

  local clients=artifacts/grpc-clients
  if ! [ -d "$clients/node_modules/@grpc/grpc-js" ] && command -v npm >/dev/null 2>&1; then
    say "installing the Node.js gRPC client (@grpc/grpc-js) with npm"
    mkdir -p "$clients"
    npm install --prefix "$clients" --no-audit --no-fund --silent @grpc/grpc-js@1 @grpc/proto-loader@0.8 || say "@grpc/grpc-js could not be installed; its tests will be skipped"
  fi
}
