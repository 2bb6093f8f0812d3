# Processor time: of each process over a window and over its life, and of the machine beside the
# sum of what can be seen. Time that nobody visible used belongs to somebody hidden.

# A window of at least a second since the last sample; returns its length in centiseconds.
function window(    now) {
  now = centiseconds()
  if (now - sampled_at < 100) system("sleep 1")
  return centiseconds() - sampled_at
}

function second_sample(    i, pid, s, length_cs, seen, used) {
  length_cs = window()
  busy_after = busy_ticks()
  seen = 0
  for (i = 1; i <= count; i++) {
    pid = order[i]
    if (!read_stat(pid, s) || s["start"] != start[pid]) { gone[pid] = 1; continue }
    used = s["ticks"] - before[pid]
    # A window may cut a tick in two at either end; a share above a core per thread is noise.
    now_percent[pid] = used * 10000 / (hz * length_cs)
    ticks[pid] = s["ticks"]
    seen += used + s["reaped"] - before_reaped[pid]
    if (state[pid] == "R" && s["state"] == "R") runnable[pid] = 1
    before[pid] = s["ticks"]; before_reaped[pid] = s["reaped"]
    tty[pid] = s["tty"]; ppid[pid] = s["ppid"]; state[pid] = s["state"]
  }
  unseen_percent = (busy_after - busy_before - seen) * 10000 / (hz * length_cs)
  forks_per_second = (forks - forks_before) * 100 / length_cs
  sampled_at = centiseconds(); busy_before = busy_after; forks_before = forks
}

# On a machine with more to do than processors, a process that never rests gets its share only.
function pegged_from(contenders) {
  return contenders > cpus ? (80 * cpus / contenders > 30 ? 80 * cpus / contenders : 30) : 80
}

function judge_cpu(pid,    age) {
  age = sampled_at / 100 - start[pid] / hz
  age_seconds[pid] = age < 0 ? 0 : age
  life_percent[pid] = age > 0 ? 100 * ticks[pid] / hz / age : 0
  if (life_percent[pid] >= pegged_from(load1) && age >= 120) { add(pid, "pegged-long") }
  if (age >= 2 && life_percent[pid] >= pegged_from(load1) && (now_percent[pid] >= 80 || (runnable[pid] && now_percent[pid] >= pegged_from(running)))) add(pid, "pegged")
}
