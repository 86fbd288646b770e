# Debian packages. `a|b`: either will do (newer releases renamed some libraries).

electron_libraries=(
  'libasound2t64|libasound2' 'libatk-bridge2.0-0t64|libatk-bridge2.0-0' 'libatk1.0-0t64|libatk1.0-0'
  'libatspi2.0-0t64|libatspi2.0-0' 'libcups2t64|libcups2' libdrm2 libgbm1 'libglib2.0-0t64|libglib2.0-0'
  'libgtk-3-0t64|libgtk-3-0' libnotify4 libnspr4 libnss3 libpango-1.0-0 libsecret-1-0 libx11-6 libx11-xcb1 libxcb1
  libxcb-dri3-0 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbcommon0 libxrandr2 libxss1 libxtst6
)
desktop_without_display=(
  xvfb xauth dbus gnome-keyring libsecret-tools xdg-utils libglib2.0-bin fonts-liberation fonts-noto-color-emoji
)
server_packages=(prosody radicale nextcloud-desktop-cmd litmus)
tool_packages=(ca-certificates curl iproute2 procps util-linux)

is_installed() { [[ "$(dpkg-query -W -f '${Status}' "$1" 2>/dev/null)" == 'install ok installed' ]]; }

has_candidate() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'; }

# Prints the missing packages, one a line; of alternatives, the first that can be had.
missing_packages() {
  local entry name chosen
  local all=("${electron_libraries[@]}" "${desktop_without_display[@]}" "${server_packages[@]}" "${tool_packages[@]}")
  find_python >/dev/null || all+=(python3 python3-venv)
  for entry in "${all[@]}"; do
    chosen=
    for name in ${entry//|/ }; do
      is_installed "$name" && continue 2
    done
    for name in ${entry//|/ }; do
      if [[ -z $chosen ]] && has_candidate "$name"; then chosen=$name; fi
    done
    printf '%s\n' "${chosen:-${entry##*|}}"
  done
}

install_packages() {
  command -v dpkg-query >/dev/null || fail 'This is not Debian: the packages named in scripts/setup.d/packages.sh are needed.'
  local missing
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]} == 0)); then
    say 'Debian packages: already there'
    return
  fi
  if ((EUID != 0)); then
    fail 'These Debian packages are missing. Install them as root, then start again:' '' \
      "  sudo apt-get install --no-install-recommends ${missing[*]}" ''
  fi
  say "Debian packages: installing ${#missing[@]} (${missing[*]})"
  local name
  for name in "${missing[@]}"; do
    if ! has_candidate "$name"; then
      update_lists
      mapfile -t missing < <(missing_packages)
      break
    fi
  done
  hold_services
  # Lists that are too old name files that are gone: one more try with new ones.
  apt_install "${missing[@]}" || { update_lists && apt_install "${missing[@]}"; } ||
    fail "The Debian packages could not be installed: see $stack/apt.log"
  release_services
  keep_services_off "${missing[@]}"
}

update_lists() {
  say 'Debian packages: reading the lists anew'
  apt-get update -qq >>"$stack/apt.log" 2>&1 || fail "apt-get update failed: see $stack/apt.log"
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$stack/apt.log" 2>&1 </dev/null
}

# Debian starts the services of what it installs, unless this program says 101 ("not allowed"). One that is there is
# somebody's own rule and stays.
policy=/usr/sbin/policy-rc.d
hold_services() {
  [[ -e $policy ]] && return
  trap release_services EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy.samverk"
  chmod 755 "$policy.samverk"
  mv "$policy.samverk" "$policy"
  own_policy=yes
}

own_policy=
release_services() {
  if [[ $own_policy == yes ]]; then rm -f "$policy"; fi
  own_policy=
}

# What was installed just now must not start with the computer either; what was there before is left alone.
keep_services_off() {
  local name
  for name in "$@"; do
    [[ $name == prosody || $name == radicale ]] || continue
    if [[ -d /run/systemd/system ]]; then
      systemctl disable --quiet "$name.service" 2>>"$stack/apt.log" || say "  $name: its service could not be disabled"
    elif [[ -e /etc/init.d/$name ]]; then
      update-rc.d "$name" disable >>"$stack/apt.log" 2>&1 || say "  $name: its service could not be disabled"
    fi
  done
}
