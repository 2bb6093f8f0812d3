# scheduled: what runs by the clock.
# Needs: /etc/crontab, /etc/cron.*, /var/spool/{cron,at}. Output: items cron-file, at-job.
# ATT&CK: T1053.003, T1053.002.
files_scheduled() {
  closed cron-file "$ROOT/etc/cron.d" "$ROOT/var/spool/cron" "$ROOT/var/spool/cron/crontabs"
  closed at-job "$ROOT/var/spool/at" "$ROOT/var/spool/cron/atjobs"
  set +f
  files cron-file "$ROOT/etc/crontab" "$ROOT/etc/anacrontab" "$ROOT"/etc/cron.d/* \
    "$ROOT"/etc/cron.hourly/* "$ROOT"/etc/cron.daily/* "$ROOT"/etc/cron.weekly/* \
    "$ROOT"/etc/cron.monthly/* "$ROOT"/etc/cron.yearly/* "$ROOT"/etc/periodic/*/* \
    "$ROOT"/var/spool/cron/* "$ROOT"/var/spool/cron/crontabs/* "$ROOT"/etc/crontabs/*
  files at-job "$ROOT"/var/spool/at/[a-z=0-9]* "$ROOT"/var/spool/cron/atjobs/[a-z=0-9]*
  set -f
}
sec_scheduled() { drift_section scheduled; }
