# startup: what runs by itself, at boot, at login, or inside another program.
# Needs: /etc, /usr/lib, /run/systemd, users' homes. Output: items systemd-unit, boot-script,
# udev-rule, shell-profile, package-hook, python-path.
# ATT&CK: T1543.002, T1053.006, T1037.004, T1546.004, T1546.016, T1546.017, T1546.018, T1547.013.
files_startup() {
  set +f
  # First, because what a new user's shell files are copied from is what makes them normal.
  files skel-file "$ROOT"/etc/skel/.[a-z]* "$ROOT"/usr/share/base-files/dot.*
  # /run/systemd/generator* is made anew at each boot from what is looked at here anyway. A scope or
  # slice starts nothing.
  files systemd-unit "$ROOT"/run/systemd/transient/*.service
  for startup_dir in /etc/systemd /run/systemd /usr/lib/systemd /lib/systemd /usr/local/lib/systemd; do
    [ "$startup_dir" = /lib/systemd ] && [ -h "$ROOT/lib" ] && continue
    startup_dir=$ROOT$startup_dir
    [ -d "$startup_dir" ] || continue
    closed systemd-unit "$startup_dir/system" "$startup_dir/user"
    files systemd-unit "$startup_dir"/system/*.service "$startup_dir"/system/*.timer \
      "$startup_dir"/system/*.socket "$startup_dir"/system/*.path "$startup_dir"/system/*.mount \
      "$startup_dir"/system/*.automount "$startup_dir"/system/*.swap \
      "$startup_dir"/system/*.d/*.conf "$startup_dir"/system/*.wants/* "$startup_dir"/system/*.requires/* \
      "$startup_dir"/user/*.service "$startup_dir"/user/*.timer "$startup_dir"/user/*.socket \
      "$startup_dir"/user/*.path "$startup_dir"/user/*.d/*.conf "$startup_dir"/user/*.wants/*
    files boot-script "$startup_dir"/system-generators/* "$startup_dir"/user-generators/* \
      "$startup_dir"/system-environment-generators/* "$startup_dir"/user-environment-generators/* \
      "$startup_dir"/system-shutdown/* "$startup_dir"/system-sleep/*
  done
  files boot-script "$ROOT/etc/rc.local" "$ROOT/etc/rc.d/rc.local" "$ROOT"/etc/init.d/* \
    "$ROOT"/etc/local.d/* "$ROOT"/etc/update-motd.d/* "$ROOT"/etc/xdg/autostart/*.desktop \
    "$ROOT"/etc/network/if-up.d/* "$ROOT"/etc/network/if-pre-up.d/* \
    "$ROOT"/etc/NetworkManager/dispatcher.d/* "$ROOT"/etc/dhcp/dhclient-exit-hooks.d/*
  files udev-rule "$ROOT"/etc/udev/rules.d/*.rules "$ROOT"/run/udev/rules.d/*.rules \
    "$ROOT"/usr/lib/udev/rules.d/*.rules
  [ -h "$ROOT/lib" ] || files udev-rule "$ROOT"/lib/udev/rules.d/*.rules
  files shell-profile "$ROOT/etc/profile" "$ROOT/etc/bash.bashrc" "$ROOT/etc/bashrc" \
    "$ROOT/etc/bash.bash_logout" "$ROOT/etc/environment" "$ROOT"/etc/profile.d/* \
    "$ROOT"/etc/zsh/* "$ROOT/etc/zshrc" "$ROOT/etc/zshenv"
  files package-hook "$ROOT"/etc/apt/apt.conf "$ROOT"/etc/apt/apt.conf.d/* "$ROOT"/etc/dpkg/dpkg.cfg.d/* \
    "$ROOT"/etc/dnf/plugins/* "$ROOT"/etc/yum/pluginconf.d/* \
    "$ROOT"/usr/lib/python3*/site-packages/dnf-plugins/*.py \
    "$ROOT"/usr/share/git-core/templates/hooks/* "$ROOT"/root/.git-templates/hooks/* \
    "$ROOT"/root/.config/git/hooks/*
  files python-path "$ROOT"/usr/lib/python3*/*-packages/*.pth "$ROOT"/usr/local/lib/python3*/*-packages/*.pth \
    "$ROOT"/usr/lib/python3*/*-packages/[su]*customize.py "$ROOT"/usr/local/lib/python3*/*-packages/[su]*customize.py
  printf '%s\n' "$USERS" | while IFS=: read -r _ _ _ startup_home; do
    startup_home=$ROOT${startup_home%/}
    [ -d "$startup_home" ] || continue
    closed shell-profile "$startup_home"
    for startup_dir in .bashrc .bash_profile .bash_login .profile .bash_logout .bash_aliases .zshrc .zshenv \
      .zprofile .zlogin .kshrc .xprofile .xsessionrc .config/fish/config.fish; do
      [ -f "$startup_home/$startup_dir" ] && files shell-profile "$startup_home/$startup_dir"
    done
    [ -d "$startup_home/.config" ] && files systemd-unit "$startup_home"/.config/systemd/user/*.* \
      "$startup_home"/.config/systemd/user/*.d/*.conf &&
      files boot-script "$startup_home"/.config/autostart/*.desktop
    [ -d "$startup_home/.local/lib" ] && files python-path "$startup_home"/.local/lib/python3*/site-packages/*.pth \
      "$startup_home"/.local/lib/python3*/site-packages/[su]*customize.py
  done
  set -f
}
sec_startup() { drift_section startup; }
