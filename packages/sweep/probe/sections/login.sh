# login: what decides who gets in and who becomes root.
# Needs: /etc/pam.d, security/*.so, /etc/sudoers{,.d}. Output: items pam-file, pam-module,
# sudoers-file. ATT&CK: T1556.003, T1548.003.
files_login() {
  closed sudoers-file "$ROOT/etc/sudoers.d"
  closed pam-file "$ROOT/etc/pam.d"
  set +f
  files pam-file "$ROOT"/etc/pam.conf "$ROOT"/etc/pam.d/* "$ROOT"/usr/lib/pam.d/*
  files pam-module "$ROOT"/usr/lib/*/security/pam_*.so "$ROOT"/usr/lib/security/pam_*.so \
    "$ROOT"/usr/lib64/security/pam_*.so "$ROOT"/usr/local/lib/security/*.so
  [ -h "$ROOT/lib" ] || files pam-module "$ROOT"/lib/*/security/pam_*.so "$ROOT"/lib/security/pam_*.so
  files sudoers-file "$ROOT/etc/sudoers" "$ROOT"/etc/sudoers.d/* "$ROOT/etc/doas.conf" "$ROOT"/etc/doas.d/*
  set -f
}
sec_login() { drift_section login; }
