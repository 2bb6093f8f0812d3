# Processor time: of each process over a window and over its life, and of the machine beside the
# sum of what can be seen. Time that nobody visible used belongs to somebody hidden.

# Opens a window. Processes are read before the machine's time here and after it at the end, so
# what the reading itself takes can only make the sum of the visible larger.
function open_window() { sample(0, 0); opened = clock; busy_before = busy; forks_before = forks }

# Ends the window after at least a second and opens the next.
function close_window(    i, pid, length_cs, visible, used) {
  sample(1, 1)
  length_cs = clock - opened
  visible = 0
  for (i = 1; i <= count; i++) {
    pid = order[i]
    if (!read_stat(pid) || STAT["start"] != start[pid]) { gone[pid] = 1; continue }
    used = STAT["ticks"] - before[pid]
    now_percent[pid] = used * 10000 / (hz * length_cs)
    ticks[pid] = STAT["ticks"]
    visible += used + STAT["reaped"] - before_reaped[pid]
    if (state[pid] == "R" && STAT["state"] == "R") runnable[pid] = 1
    before[pid] = STAT["ticks"]; before_reaped[pid] = STAT["reaped"]
    tty[pid] = STAT["tty"]; ppid[pid] = STAT["ppid"]; state[pid] = STAT["state"]
  }
  # Whoever came since has used all its time since.
  for (pid in stat_sample) {
    if (pid in alive || !read_stat(pid)) continue
    visible += STAT["ticks"] + STAT["reaped"] - later_ticks[pid]
    later_ticks[pid] = STAT["ticks"] + STAT["reaped"]
  }
  unseen_percent = (busy - busy_before - visible) * 10000 / (hz * length_cs)
  forks_per_second = (forks - forks_before) * 100 / length_cs
  opened = clock; busy_before = busy; forks_before = forks
}

# On a machine with more to do than processors, a process that never rests gets its share only.
function pegged_from(contenders) {
  return contenders > cpus ? (80 * cpus / contenders > 30 ? 80 * cpus / contenders : 30) : 80
}

function judge_cpu(pid,    age) {
  age = opened / 100 - start[pid] / hz
  age_seconds[pid] = age < 0 ? 0 : age
  life_percent[pid] = age > 0 ? 100 * ticks[pid] / hz / age : 0
  if (life_percent[pid] < pegged_from(load1)) return
  if (age >= 120) add(pid, "pegged-long")
  if (age >= 2 && (now_percent[pid] >= 80 || (runnable[pid] && now_percent[pid] >= pegged_from(running)))) add(pid, "pegged")
}
