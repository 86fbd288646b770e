# The local homeserver in a Python environment of its own, every package pinned by hash.

requirements=scripts/stack/synapse-requirements.txt

# Prints the first Python of a version that the pinned packages are for, and that can make environments.
find_python() {
  local name
  for name in python3 python3.11 python3.12 python3.13 /usr/bin/python3; do
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

install_homeserver() {
  local python key venv=$stack/venv
  python=$(find_python) || fail 'Python 3.11, 3.12 or 3.13 with venv is needed (Debian: python3 and python3-venv)'
  key="$(hash_of "$requirements") $("$python" -c 'import sys; print(sys.version_info[:2])')"
  if [[ -x $venv/bin/python && "$(cat "$venv/samverk.stamp" 2>/dev/null)" == "$key" ]]; then
    say 'Homeserver: already there'
    return
  fi
  say "Homeserver: installing Synapse with $("$python" --version)"
  rm -rf "$venv"
  "$python" -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    -r "$requirements" >"$stack/pip.log" 2>&1 || {
    tail -n 5 "$stack/pip.log" >&2
    fail "Synapse could not be installed: see $stack/pip.log"
  }
  printf '%s\n' "$key" >"$venv/samverk.stamp"
}
