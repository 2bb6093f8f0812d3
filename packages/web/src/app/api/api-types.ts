// Written by npm run generate from docs/reference/openapi.json; changes are lost.
// Long because it describes every operation of the HTTP API.


export interface Api {
"GET /livez": {
path: {

}
query: {

}
body: null
answer: {
version: string
}
}
"GET /readyz": {
path: {

}
query: {

}
body: null
answer: {
ready: boolean
checks: {
[k: string]: string
}
}
}
"GET /metrics": {
path: {

}
query: {

}
body: null
answer: null
}
"POST /v1/session": {
path: {

}
query: {

}
body: ({
code: string
} | {
token: string
})
answer: Session
}
"GET /v1/session": {
path: {

}
query: {

}
body: null
answer: Session
}
"DELETE /v1/session": {
path: {

}
query: {

}
body: null
answer: null
}
"POST /v1/login-codes": {
path: {

}
query: {

}
body: {
scope?: ("view" | "operate")
}
answer: LoginLink
}
"GET /v1/audit": {
path: {

}
query: {
limit?: number
before?: string
}
body: null
answer: AuditPage
}
"GET /v1/evidence": {
path: {

}
query: {

}
body: null
answer: EvidenceList
}
"GET /v1/evidence/{id}": {
path: {
id: string
}
query: {

}
body: null
answer: Evidence
}
"POST /v1/evidence/{id}/verify": {
path: {
id: string
}
query: {

}
body: null
answer: EvidenceVerified
}
"POST /v1/freeze/plan": {
path: {

}
query: {

}
body: {
host: string
pid: number
}
answer: FreezePlan
}
"POST /v1/freeze": {
path: {

}
query: {

}
body: {
host: string
pid: number
confirm: string
}
answer: Freeze
}
"POST /v1/thaw/plan": {
path: {

}
query: {

}
body: {
id: string
}
answer: ThawPlan
}
"POST /v1/thaw": {
path: {

}
query: {

}
body: {
id: string
confirm: string
}
answer: ContainmentOutcome
}
"GET /v1/events": {
path: {

}
query: {
from?: number
to?: number
workload?: string
host?: string
kind?: (("exec" | "running" | "exit" | "exec-failed" | "connect" | "listen")[] | ("exec" | "running" | "exit" | "exec-failed" | "connect" | "listen"))
minScore?: number
shape?: (string[] | string)
finding?: string
exe?: (string[] | string)
parent?: (string[] | string)
uid?: (number[] | number)
not?: (string[] | string)
process?: string
parentProcess?: string
order?: ("newest" | "highest-score")
limit?: number
cursor?: string
}
body: null
answer: EventsPage
}
"GET /v1/events/{id}": {
path: {
id: string
}
query: {

}
body: null
answer: StoredEvent
}
"GET /v1/events/histogram": {
path: {

}
query: {
from?: number
to?: number
workload?: string
host?: string
kind?: (("exec" | "running" | "exit" | "exec-failed" | "connect" | "listen")[] | ("exec" | "running" | "exit" | "exec-failed" | "connect" | "listen"))
minScore?: number
shape?: (string[] | string)
finding?: string
exe?: (string[] | string)
parent?: (string[] | string)
uid?: (number[] | number)
not?: (string[] | string)
process?: string
parentProcess?: string
buckets?: number
}
body: null
answer: {
buckets: {
fromMs: number
events: number
maxScore: (number | null)
}[]
}
}
"GET /v1/events/facets/{field}": {
path: {
field: ("workload" | "host" | "exe" | "parent" | "kind" | "uid")
}
query: {
from?: number
to?: number
workload?: string
host?: string
kind?: (("exec" | "running" | "exit" | "exec-failed" | "connect" | "listen")[] | ("exec" | "running" | "exit" | "exec-failed" | "connect" | "listen"))
minScore?: number
shape?: (string[] | string)
finding?: string
exe?: (string[] | string)
parent?: (string[] | string)
uid?: (number[] | number)
not?: (string[] | string)
process?: string
parentProcess?: string
limit?: number
}
body: null
answer: {
values: {
value: string
events: number
}[]
}
}
"GET /v1/coverage": {
path: {

}
query: {
from?: number
to?: number
}
body: null
answer: {
hosts: {
host: string
lastMs: number
reports: number
coverage: {
received: number
missed: {
[k: string]: number
}
dropped: {
[k: string]: number
}
truncated: number
faulted: number
pollingGaps: number
evicted: {
batches: number
events: number
}
refused: {
batches: number
events: number
}
restored: {
batches: number
events: number
}
rejected: number
corrupt: number
uncleanStops: number
}
}[]
}
}
"POST /v1/search": {
path: {

}
query: {

}
body: {
/**
 * Plain words and filters: workload:web* score:>0.8 last:24h like:"reverse shell"
 */
query: string
limit?: number
}
answer: SearchPage
}
"POST /telemetry/security/search": {
path: {

}
query: {

}
body: {
/**
 * Plain words and filters: workload:web* score:>0.8 last:24h like:"reverse shell"
 */
query: string
limit?: number
}
answer: SearchPage
}
"GET /v1/findings": {
path: {

}
query: {
state?: (("open" | "acknowledged" | "expected" | "resolved") | "any")
watch?: ("sweep" | "executions" | "sign-ins")
subject?: string
minScore?: number
limit?: number
offset?: number
}
body: null
answer: FindingsPage
}
"GET /v1/findings/{id}": {
path: {
id: string
}
query: {

}
body: null
answer: Finding
}
"POST /v1/findings/{id}/acknowledge": {
path: {
id: string
}
query: {

}
body: {
note?: string
}
answer: Finding
}
"POST /v1/findings/{id}/resolve": {
path: {
id: string
}
query: {

}
body: {
note?: string
}
answer: Finding
}
"POST /v1/findings/{id}/reopen": {
path: {
id: string
}
query: {

}
body: null
answer: Finding
}
"POST /v1/findings/{id}/expect": {
path: {
id: string
}
query: {

}
body: {
reason: string
/**
 * The token’s name by default
 */
owner?: string
scope?: ("shape" | "workload" | "fleet")
/**
 * Until when; null for as long as nobody withdraws it
 */
days?: (number | null)
}
answer: Finding
}
"GET /v1/findings/{id}/tree": {
path: {
id: string
}
query: {

}
body: null
answer: ProcessTree
}
"GET /v1/findings/{id}/timeline": {
path: {
id: string
}
query: {

}
body: null
answer: FindingTimeline
}
"GET /v1/findings/{id}/alike": {
path: {
id: string
}
query: {

}
body: null
answer: AlikeFindings
}
"GET /v1/workloads": {
path: {

}
query: {

}
body: null
answer: {
workloads: Workload[]
}
}
"GET /v1/workloads/{workload}": {
path: {
workload: string
}
query: {

}
body: null
answer: {
workload: string
state: ("learning" | "watching")
shapes: number
executions: number
firstMs: (number | null)
lastMs: (number | null)
threshold: number
confirmed: number
pending: number
newShapes: number
alerting: (({
threshold: number
} | {
alertsPerDay: number
}) | null)
changes: {
timeMs: number
what: ("confirmed" | "admitted" | "forgotten" | "rolled-back" | "evicted" | "expired" | "learning-ended")
by: string
shapes: number
}[]
}
}
"GET /v1/workloads/{workload}/shapes": {
path: {
workload: string
}
query: {
limit?: number
offset?: number
}
body: null
answer: {
shapes: {
key: string
name: string
place: ("installed" | "scratch" | "hidden" | "memory" | "unknown")
parent: string
user: ("root" | "service" | "person")
verb: string
script: boolean
words: string[]
network: string[]
argv: string[]
count: number
firstSeenMs: number
lastSeenMs: number
days: {
day: number
learned: number
watched: number
held: number
/**
 * @maxItems 8
 */
hosts: string[]
}[]
confirmedMs: (number | null)
admittedMs: (number | null)
trust: number
}[]
total: number
}
}
"PUT /v1/workloads/{workload}/alerting": {
path: {
workload: string
}
query: {

}
body: {
alerting: (({
threshold: number
} | {
alertsPerDay: number
}) | null)
}
answer: {
workload: string
state: ("learning" | "watching")
shapes: number
executions: number
firstMs: (number | null)
lastMs: (number | null)
threshold: number
confirmed: number
pending: number
newShapes: number
alerting: (({
threshold: number
} | {
alertsPerDay: number
}) | null)
changes: {
timeMs: number
what: ("confirmed" | "admitted" | "forgotten" | "rolled-back" | "evicted" | "expired" | "learning-ended")
by: string
shapes: number
}[]
}
}
"POST /v1/workloads/{workload}/end-learning": {
path: {
workload: string
}
query: {

}
body: null
answer: {
workload: string
state: ("learning" | "watching")
shapes: number
executions: number
firstMs: (number | null)
lastMs: (number | null)
threshold: number
confirmed: number
pending: number
newShapes: number
alerting: (({
threshold: number
} | {
alertsPerDay: number
}) | null)
changes: {
timeMs: number
what: ("confirmed" | "admitted" | "forgotten" | "rolled-back" | "evicted" | "expired" | "learning-ended")
by: string
shapes: number
}[]
}
}
"POST /v1/workloads/{workload}/roll-back": {
path: {
workload: string
}
query: {

}
body: {
toMs: number
}
answer: {
workload: string
state: ("learning" | "watching")
shapes: number
executions: number
firstMs: (number | null)
lastMs: (number | null)
threshold: number
confirmed: number
pending: number
newShapes: number
alerting: (({
threshold: number
} | {
alertsPerDay: number
}) | null)
changes: {
timeMs: number
what: ("confirmed" | "admitted" | "forgotten" | "rolled-back" | "evicted" | "expired" | "learning-ended")
by: string
shapes: number
}[]
}
}
"POST /v1/workloads/{workload}/shapes/{shape}/confirm": {
path: {
workload: string
shape: string
}
query: {

}
body: null
answer: {
workload: string
state: ("learning" | "watching")
shapes: number
executions: number
firstMs: (number | null)
lastMs: (number | null)
threshold: number
confirmed: number
pending: number
newShapes: number
alerting: (({
threshold: number
} | {
alertsPerDay: number
}) | null)
changes: {
timeMs: number
what: ("confirmed" | "admitted" | "forgotten" | "rolled-back" | "evicted" | "expired" | "learning-ended")
by: string
shapes: number
}[]
}
}
"POST /v1/workloads/{workload}/shapes/{shape}/forget": {
path: {
workload: string
shape: string
}
query: {

}
body: null
answer: {
workload: string
state: ("learning" | "watching")
shapes: number
executions: number
firstMs: (number | null)
lastMs: (number | null)
threshold: number
confirmed: number
pending: number
newShapes: number
alerting: (({
threshold: number
} | {
alertsPerDay: number
}) | null)
changes: {
timeMs: number
what: ("confirmed" | "admitted" | "forgotten" | "rolled-back" | "evicted" | "expired" | "learning-ended")
by: string
shapes: number
}[]
}
}
"GET /v1/workloads/{workload}/scores": {
path: {
workload: string
}
query: {
from?: number
to?: number
}
body: null
answer: WorkloadScores
}
"GET /v1/workloads/{workload}/preview": {
path: {
workload: string
}
query: {
threshold?: number
alertsPerDay?: number
}
body: null
answer: AlertPreview
}
"GET /v1/hosts": {
path: {

}
query: {
from?: number
to?: number
}
body: null
answer: {
hosts: Host[]
}
}
"GET /v1/hosts/{host}": {
path: {
host: string
}
query: {
from?: number
to?: number
}
body: null
answer: HostDetail
}
"POST /v1/hosts/sweep": {
path: {

}
query: {

}
body: ({

} | null)
answer: {
started: boolean
}
}
"GET /v1/health": {
path: {

}
query: {

}
body: null
answer: Health
}
"POST /v1/signins/assess": {
path: {

}
query: {

}
body: {
application: string
user: string
id?: string
facts: {
address?: (string | null)
userAgent?: (string | null)
brands?: (string | null)
platform?: (string | null)
platformVersion?: (string | null)
device?: (string | null)
ja4?: (string | null)
utcOffsetMinutes?: (number | null)
roundTripMs?: (number | null)
failures?: (number | null)
}
}
answer: ({
assessed: true
id: string
decision: ("allow" | "notify" | "step-up" | "deny")
wanted: ("allow" | "notify" | "step-up" | "deny")
mode: ("observe" | "notify" | "enforce")
score: number
reasons: {
code: string
contribution: number
text: string
}[]
categories: string[]
stages: {
scorer: {
score: number
decision: ("allow" | "notify" | "step-up" | "deny")
}
gaussian: {
p: number
score: number
decision: ("allow" | "notify" | "step-up" | "deny")
}
judge: {
asked: boolean
contribution: number
}
}
thresholds: {
notify: number
stepUp: number
deny: (number | null)
}
learned: number
kept: boolean
} | {
assessed: false
id: string
decision: "allow"
failure: ("timeout" | "engine" | "storage" | "full")
})
}
"POST /v1/signins/confirm": {
path: {

}
query: {

}
body: {
application: string
user: string
id: string
outcome: ("passed" | "failed" | "confirmed")
}
answer: {
became: ("learned" | "dropped" | "unknown")
}
}
"POST /v1/signins/report": {
path: {

}
query: {

}
body: {
application: string
user: string
id: string
}
answer: {
undone: string[]
}
}
"POST /v1/signins/export": {
path: {

}
query: {

}
body: {
application: string
user: string
}
answer: {
signIns: SignInItem[]
record: ({
signInsLearned: number
lastSignIn: (string | null)
clockMinutesEastOfUtc: (number | null)
values: {
[k: string]: {
value: string
weight: number
days: number
firstSeen: string
lastSeen: string
}[]
}
hours: number[]
weekdays: number[]
waiting: {
id: string
at: string
decision: string
}[]
learningPaused: boolean
} | null)
}
}
"POST /v1/signins/reset": {
path: {

}
query: {

}
body: {
application: string
user: string
}
answer: {
reset: boolean
}
}
"POST /v1/signins/forget": {
path: {

}
query: {

}
body: {
application: string
user: string
}
answer: {
forgotten: boolean
}
}
"GET /v1/signins/applications": {
path: {

}
query: {
since?: number
until?: number
}
body: null
answer: SignInApplications
}
"GET /v1/signins": {
path: {

}
query: {
application?: string
since?: number
until?: number
decision?: (("allow" | "notify" | "step-up" | "deny") | ("risky" | "any"))
outcome?: ("none" | "passed" | "failed" | "safe" | "compromised")
user?: string
limit?: number
cursor?: string
}
body: null
answer: SignInsPage
}
"GET /v1/signins/users": {
path: {

}
query: {
application?: string
since?: number
until?: number
limit?: number
offset?: number
}
body: null
answer: RiskyUsersPage
}
"GET /v1/signins/detections": {
path: {

}
query: {
application?: string
since?: number
until?: number
}
body: null
answer: SignInDetections
}
"GET /v1/signins/users/{application}/{user}": {
path: {
application: string
user: string
}
query: {
limit?: number
}
body: null
answer: UserSignIns
}
"POST /v1/signins/{id}/verdict": {
path: {
id: string
}
query: {

}
body: {
application: string
user?: string
verdict: ("safe" | "compromised")
}
answer: SignInVerdict
}
"POST /v1/signins/users/{application}/{user}/verdict": {
path: {
application: string
user: string
}
query: {

}
body: {
verdict: ("safe" | "compromised")
}
answer: SignInVerdict
}
"GET /v1/signins/status": {
path: {

}
query: {

}
body: null
answer: SignInsStatus
}
"POST /v1/logs": {
path: {

}
query: {

}
body: null
answer: null
}
"POST /otlp/v1/logs": {
path: {

}
query: {

}
body: null
answer: null
}
"POST /otlp/v1/events": {
path: {

}
query: {

}
body: null
answer: null
}
}
export interface Session {
name: string
org: string
scope: ("view" | "operate")
/**
 * Goes into x-vedette-csrf of every request but GET and HEAD
 */
csrf: string
expiresMs: number
}
export interface LoginLink {
url: string
expiresMs: number
}
export interface AuditPage {
entries: {
atMs: number
by: string
via: ("token" | "session" | "login")
requestId: string
action: string
target: string
body: (string | null)
status: (number | null)
}[]
next: (string | null)
}
export interface EvidenceList {
actions: {
id: string
at: string
host: string
what: string
state: string
items: number
bytes: number
evidence: ("open" | "sealed" | "altered" | "none")
finding: (string | null)
}[]
}
export interface Evidence {
id: string
at: string
host: string
what: string
state: string
items: number
bytes: number
evidence: ("open" | "sealed" | "altered" | "none")
finding: (string | null)
/**
 * Whether its host may still hold something because of it
 */
holding: boolean
manifest: {
name: string
bytes: number
sha256: string
note: (string | null)
}[]
events: {
at: string
text: string
}[]
/**
 * Ask for it: every byte is read
 */
verify: null
}
export interface EvidenceVerified {
ok: boolean
problems: {
text: string
}[]
}
export interface FreezePlan {
host: string
identity: {
bootId: string
pid: number
startTicks: number
exe: string
container?: string
}
plan: ({
method: ("container" | "cgroup2" | "cgroup1" | "signal")
/**
 * @maxItems 256
 */
members: {
pid: number
startTicks: number
exe: (string | "")
role: ("target" | "child" | "same-program" | "respawner")
stopped: boolean
}[]
container?: {
engine: ("docker" | "podman" | "cgroup")
id: string
restart: ("no" | "always" | "unless-stopped" | "on-failure" | "unknown")
restartRetries: number
state: ("running" | "paused" | "unknown")
}
programBytes: number
} | null)
/**
 * Without its secrets; an argument a line
 */
argv: string
path: string
refusals: {
code: string
detail: string
}[]
warnings: string[]
/**
 * What has to be sent to do it
 */
confirm: string
}
export interface Freeze {
host: string
identity: {
bootId: string
pid: number
startTicks: number
exe: string
container?: string
}
plan: ({
method: ("container" | "cgroup2" | "cgroup1" | "signal")
/**
 * @maxItems 256
 */
members: {
pid: number
startTicks: number
exe: (string | "")
role: ("target" | "child" | "same-program" | "respawner")
stopped: boolean
}[]
container?: {
engine: ("docker" | "podman" | "cgroup")
id: string
restart: ("no" | "always" | "unless-stopped" | "on-failure" | "unknown")
restartRetries: number
state: ("running" | "paused" | "unknown")
}
programBytes: number
} | null)
/**
 * Without its secrets; an argument a line
 */
argv: string
path: string
refusals: {
code: string
detail: string
}[]
warnings: string[]
/**
 * What has to be sent to do it
 */
confirm: string
result: ContainmentOutcome
}
export interface ContainmentOutcome {
id: string
state: string
complete: boolean
text: string
}
export interface ThawPlan {
id: string
host: string
what: string
state: string
/**
 * What has to be sent to do it: the name of the host
 */
confirm: string
}
export interface EventsPage {
events: StoredEvent[]
next: (string | null)
}
export interface StoredEvent {
/**
 * Names the event on this server once and for ever
 */
id: string
receivedMs: number
event: {
t: number
host: string
workload: string
pid: number
ppid: number
uid: number
comm: string
parent: string
exe: string
argv: string[]
kind: ("exec" | "running" | "exit" | "exec-failed" | "connect" | "listen")
source?: ("bpf" | "netlink" | "poll")
id?: string
parentId?: string
parentExe?: string
file?: string
interpreter?: string
argc?: number
argvBytes?: number
argvTruncated?: boolean
argvRaw?: {
[k: string]: string
}
redacted?: number
secrets?: string[]
cwd?: string
euid?: number
gid?: number
loginuid?: number
session?: number
tty?: string
container?: string
image?: string
unit?: string
cgroup?: string
namespaces?: {
pid?: number
mnt?: number
net?: number
user?: number
}
memfd?: boolean
deleted?: boolean
privileged?: boolean
start?: number
exitCode?: number
signal?: number
durationMs?: number
errno?: number
endpoint?: {
protocol: ("tcp" | "udp")
address: string
port: number
result?: number
}
}
shape: (string | null)
score: (number | null)
p: (number | null)
state: (("learning" | "watching") | null)
threshold: (number | null)
reasons: {
code: string
contribution: number
text: string
}[]
nearest: ({
argv: string[]
distance: number
} | null)
finding: (string | null)
}
export interface SearchPage {
query: {
filters: ({
field: ("workload" | "host" | "exe" | "parent" | "kind" | "uid")
pattern: string
not: boolean
} | {
field: "score"
min: number
max: number
} | {
field: "last"
ms: number
})[]
text: string
/**
 * What could not be read as a filter, and why
 */
notes: string[]
}
/**
 * What the embedding model had no part in, and why, in whole sentences; empty without a model
 */
modelNotes: string[]
results: {
/**
 * Only for ordering
 */
score: number
why: string[]
event: {
t: number
host: string
workload: string
pid: number
ppid: number
uid: number
comm: string
parent: string
exe: string
argv: string[]
kind: ("exec" | "running" | "exit" | "exec-failed" | "connect" | "listen")
source?: ("bpf" | "netlink" | "poll")
id?: string
parentId?: string
parentExe?: string
file?: string
interpreter?: string
argc?: number
argvBytes?: number
argvTruncated?: boolean
argvRaw?: {
[k: string]: string
}
redacted?: number
secrets?: string[]
cwd?: string
euid?: number
gid?: number
loginuid?: number
session?: number
tty?: string
container?: string
image?: string
unit?: string
cgroup?: string
namespaces?: {
pid?: number
mnt?: number
net?: number
user?: number
}
memfd?: boolean
deleted?: boolean
privileged?: boolean
start?: number
exitCode?: number
signal?: number
durationMs?: number
errno?: number
endpoint?: {
protocol: ("tcp" | "udp")
address: string
port: number
result?: number
}
}
/**
 * Names the event on this server once and for ever
 */
id: string
/**
 * What it scored when it happened
 */
novelty: (number | null)
finding: (string | null)
}[]
}
export interface FindingsPage {
findings: Finding[]
total: number
}
export interface Finding {
id: string
watch: ("sweep" | "executions" | "sign-ins")
org: string
subject: string
severity: ("info" | "low" | "medium" | "high" | "critical")
score: number
summary: string
reasons: {
code: string
contribution: number
text: string
}[]
facts: {
[k: string]: string | number | boolean | string[]
}
nearest: ({
argv: string[]
distance: number
} | null)
attack: string[]
disposition: ("ambiguous" | "slam-dunk")
evidence: (string | null)
count: number
/**
 * @maxItems 64
 */
hosts: string[]
firstMs: number
lastMs: number
life: ({
state: "open"
atMs?: number
because?: ("new" | "returned" | "asked" | "expired")
} | {
state: "acknowledged"
by: string
atMs: number
note: (string | null)
} | {
state: "expected"
by: string
atMs: number
reason: string
owner: string
scope: ("shape" | "workload" | "fleet")
untilMs: (number | null)
} | {
state: "resolved"
by: string
atMs: number
note: (string | null)
})
/**
 * @maxItems 64
 */
history: ({
state: "open"
atMs?: number
because?: ("new" | "returned" | "asked" | "expired")
} | {
state: "acknowledged"
by: string
atMs: number
note: (string | null)
} | {
state: "expected"
by: string
atMs: number
reason: string
owner: string
scope: ("shape" | "workload" | "fleet")
untilMs: (number | null)
} | {
state: "resolved"
by: string
atMs: number
note: (string | null)
})[]
}
export interface ProcessTree {
nodes: {
id: string
parentId: (string | null)
pid: number
host: string
exe: string
argv: string[]
comm: string
uid: (number | null)
t: (number | null)
score: (number | null)
finding: (string | null)
eventId: (string | null)
endMs: (number | null)
exit: ({
code?: number
signal?: number
} | null)
connections: {
address: string
port: number
protocol: ("tcp" | "udp")
kind: ("connect" | "listen")
}[]
isSubject: boolean
}[]
truncated: boolean
note: (string | null)
}
export interface FindingTimeline {
entries: {
atMs: number
kind: ("event" | "life" | "sweep")
text: string
score: (number | null)
eventId: (string | null)
}[]
}
export interface AlikeFindings {
alike: {
finding: Finding
likeness: number
why: string
}[]
}
export interface Workload {
workload: string
state: ("learning" | "watching")
shapes: number
executions: number
firstMs: (number | null)
lastMs: (number | null)
threshold: number
confirmed: number
pending: number
newShapes: number
alerting: (({
threshold: number
} | {
alertsPerDay: number
}) | null)
}
export interface WorkloadScores {
days: number
scores: {
score: number
events: number
shapes: number
}[]
perDay: {
dayMs: number
at: {
score: number
shapes: number
}[]
}[]
distinct: {
shape: string
maxScore: number
firstMs: number
events: number
argv: string[]
}[]
}
export interface AlertPreview {
days: number
alerts: number
/**
 * @minItems 7
 * @maxItems 7
 */
perDay: number[]
threshold: number
examples: {
score: number
argv: string[]
t: number
eventId: string
}[]
}
export interface Host {
host: string
events: number
coverageMs: (number | null)
openFindings: number
sensor: {
source: (("bpf" | "netlink" | "poll") | null)
lastMs: (number | null)
received: number
missed: number
dropped: number
}
sweep: ({
atMs: number
status: ("clean" | "findings" | "incomplete" | "unreachable")
checks: number
checksAsked: number
load1: (number | null)
durationMs: number
/**
 * @maxItems 32
 */
coverage: {
check: string
reason: string
effect: ("blind" | "limited")
}[]
findings: {
slamDunk: number
ambiguous: number
benign: number
}
baseline: {
state: ("learning" | "watching" | "unknown")
items: number
}
problem: ({
code: string
reason: string
next: string
} | null)
note: (string | null)
/**
 * @maxItems 16
 */
tags: string[]
} | null)
/**
 * @minItems 24
 * @maxItems 24
 */
perHour: number[]
lastContainment: ({
id: string
at: string
state: string
} | null)
}
export interface HostDetail {
host: string
events: number
coverageMs: (number | null)
openFindings: number
sensor: {
source: (("bpf" | "netlink" | "poll") | null)
lastMs: (number | null)
received: number
missed: number
dropped: number
}
sweep: ({
atMs: number
status: ("clean" | "findings" | "incomplete" | "unreachable")
checks: number
checksAsked: number
load1: (number | null)
durationMs: number
/**
 * @maxItems 32
 */
coverage: {
check: string
reason: string
effect: ("blind" | "limited")
}[]
findings: {
slamDunk: number
ambiguous: number
benign: number
}
baseline: {
state: ("learning" | "watching" | "unknown")
items: number
}
problem: ({
code: string
reason: string
next: string
} | null)
note: (string | null)
/**
 * @maxItems 16
 */
tags: string[]
} | null)
/**
 * @minItems 24
 * @maxItems 24
 */
perHour: number[]
lastContainment: ({
id: string
at: string
state: string
} | null)
findings: Finding[]
benign: {
summary: string
facts: {
[k: string]: string | number | boolean | string[]
}
}[]
baseline: ({
items: number
approved: number
oldestMs: (number | null)
newestMs: (number | null)
bySection: {
section: string
items: number
}[]
} | null)
sweeps: {
atMs: number
status: ("clean" | "findings" | "incomplete" | "unreachable")
findings: number
incomplete: number
}[]
coverageReport: ({
received: number
missed: {
[k: string]: number
}
dropped: {
[k: string]: number
}
truncated: number
faulted: number
pollingGaps: number
evicted: {
batches: number
events: number
}
refused: {
batches: number
events: number
}
restored: {
batches: number
events: number
}
rejected: number
corrupt: number
uncleanStops: number
} | null)
}
export interface Health {
version: string
startedMs: number
engine: {
lagEntries: number
lagSeconds: number
problems: {
what: string
problem: string
}[]
}
ready: {
ready: boolean
checks: {
[k: string]: string
}
}
ingest: {
batches: number
events: number
rejectedRecords: number
repeatedBatches: number
postponed: {
reason: string
batches: number
}[]
/**
 * @minItems 60
 * @maxItems 60
 */
eventsPerMinute: number[]
}
stores: {
journalBytes: number
events: ({
rows: number
bytes: number
} | null)
baselines: {
workloads: number
shapes: number
}
evidenceBytes: (number | null)
}
sensors: {
hosts: number
received: number
missed: {
reason: string
events: number
}[]
dropped: {
reason: string
events: number
}[]
evicted: number
refused: number
truncated: number
pollingGaps: number
uncleanStops: number
}
sweeps: ({
running: boolean
sweeps: number
failed: number
lastEndedMs: (number | null)
lastProblem: (string | null)
everyMs: number
} | null)
blindSpots: {
host: (string | null)
what: string
why: string
next: string
}[]
}
export interface SignInItem {
id: string
application: string
user: string
atMs: number
/**
 * What the application was told
 */
decision: ("allow" | "notify" | "step-up" | "deny")
/**
 * What it would have been told in enforce mode
 */
wanted: ("allow" | "notify" | "step-up" | "deny")
mode: (("observe" | "notify" | "enforce") | null)
/**
 * Null where it was let through unjudged
 */
score: (number | null)
/**
 * Why it was let through unjudged
 */
failure: (string | null)
/**
 * Strongest first; they sum to the score
 */
reasons: {
code: string
contribution: number
text: string
}[]
/**
 * Sign-ins of the user that it was compared with
 */
learned: number
seen: ({
/**
 * ISO 3166-1 alpha-2
 */
country: (string | null)
/**
 * AS number, such as AS64500
 */
network: (string | null)
kind: (("access" | "hosting" | "vpn" | "relay") | null)
browser: (string | null)
version: (number | null)
system: (string | null)
/**
 * desktop, mobile, tablet, other or script
 */
type: (string | null)
/**
 * Whether the device cookie was one of this user’s; null where none is set
 */
device: (("known" | "new" | "missing") | null)
} | null)
/**
 * A challenge passed or failed, or what a person said
 */
outcome: ("none" | "passed" | "failed" | "safe" | "compromised")
outcomeMs: (number | null)
/**
 * The application, or the name of a token
 */
outcomeBy: (string | null)
}
export interface SignInApplications {
applications: {
application: string
signIns: number
users: number
risky: number
challenged: number
unassessed: number
lastMs: (number | null)
mode: (("observe" | "notify" | "enforce") | null)
}[]
/**
 * False where one answer could not read all of it: ask for less
 */
complete: boolean
}
export interface SignInsPage {
signIns: SignInItem[]
next: (string | null)
/**
 * False where one answer could not read all of it: ask for less
 */
complete: boolean
}
export interface RiskyUsersPage {
users: {
application: string
user: string
signIns: number
risky: number
/**
 * Risky ones that nobody has said anything about
 */
open: number
compromised: number
/**
 * The highest score
 */
highest: number
worst: ("allow" | "notify" | "step-up" | "deny")
lastMs: number
lastRiskyMs: number
reasons: {
code: string
signIns: number
}[]
}[]
total: number
/**
 * False where one answer could not read all of it: ask for less
 */
complete: boolean
}
export interface SignInDetections {
detections: {
code: string
/**
 * place, device, time or pattern
 */
category: string
signIns: number
users: number
/**
 * The most that it contributed to one score
 */
highest: number
lastMs: number
example: {
application: string
user: string
id: string
text: string
}
}[]
/**
 * False where one answer could not read all of it: ask for less
 */
complete: boolean
}
export interface UserSignIns {
application: string
user: string
/**
 * Null for nobody known
 */
signature: (SignInSignature | null)
/**
 * Newest first, whatever was decided
 */
recent: SignInItem[]
/**
 * False where one answer could not read all of it: ask for less
 */
complete: boolean
}
export interface SignInSignature {
signInsLearned: number
lastSignIn: (string | null)
/**
 * The user’s own clock, in which `hours` are
 */
clockMinutesEastOfUtc: (number | null)
/**
 * @minItems 24
 * @maxItems 24
 */
hours: number[]
/**
 * From Monday on
 * 
 * @minItems 7
 * @maxItems 7
 */
weekdays: number[]
countries: {
value: string
/**
 * The value as a person reads it
 */
name: string
/**
 * How often, fading with time
 */
weight: number
/**
 * On how many days
 */
days: number
firstSeen: string
lastSeen: string
}[]
networks: {
value: string
/**
 * The value as a person reads it
 */
name: string
/**
 * How often, fading with time
 */
weight: number
/**
 * On how many days
 */
days: number
firstSeen: string
lastSeen: string
}[]
kinds: {
value: string
/**
 * The value as a person reads it
 */
name: string
/**
 * How often, fading with time
 */
weight: number
/**
 * On how many days
 */
days: number
firstSeen: string
lastSeen: string
}[]
browsers: {
value: string
/**
 * The value as a person reads it
 */
name: string
/**
 * How often, fading with time
 */
weight: number
/**
 * On how many days
 */
days: number
firstSeen: string
lastSeen: string
}[]
versions: {
value: string
/**
 * The value as a person reads it
 */
name: string
/**
 * How often, fading with time
 */
weight: number
/**
 * On how many days
 */
days: number
firstSeen: string
lastSeen: string
}[]
systems: {
value: string
/**
 * The value as a person reads it
 */
name: string
/**
 * How often, fading with time
 */
weight: number
/**
 * On how many days
 */
days: number
firstSeen: string
lastSeen: string
}[]
/**
 * How many of what is kept as keyed digests
 */
known: {
addresses: number
devices: number
models: number
tlsFingerprints: number
}
waiting: {
id: string
at: string
decision: string
}[]
learningPaused: boolean
}
export interface SignInVerdict {
user: string
/**
 * What the verdict is about
 */
signIns: string[]
/**
 * Learned at once, because they were safe
 */
learned: string[]
/**
 * Taken out of the signature: the application has to end their sessions
 */
undone: string[]
}
export interface SignInsStatus {
/**
 * Since the start: assessed, let through unjudged by cause, not kept, …
 */
counts: {
[k: string]: number
}
/**
 * What is known about addresses, and how old it is
 */
networkData: {
tells: ("asn" | "country")
/**
 * Only `ready` is evidence
 */
state: ("reading" | "ready" | "stale" | "missing" | "broken")
package: (string | null)
version: (string | null)
builtAt: (string | null)
ageDays: (number | null)
staleAfterDays: number
licence: (string | null)
/**
 * Whom the licence wants named on pages that show networks or countries
 */
attribution: (string | null)
problem: (string | null)
}[]
}
