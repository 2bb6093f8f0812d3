import { ActionId, ManifestItem, Plan, TargetIdentity } from '@vedette/sweep';
import { z } from 'zod';

const PID_MAX = 4_194_304;
const HOST_CHARS_MAX = 256;
const CONFIRM_CHARS_MAX = 512;

const Host = z.string().min(1).max(HOST_CHARS_MAX);
const Confirm = z.string().max(CONFIRM_CHARS_MAX);

const EvidenceFields = {
  id: ActionId,
  at: z.string(),
  host: z.string(),
  what: z.string(),
  state: z.string(),
  items: z.number().int(),
  bytes: z.number().int(),
  evidence: z.enum(['open', 'sealed', 'altered', 'none']),
  finding: z.string().nullable(),
};

export const EvidenceParams = z.strictObject({ id: ActionId });

export const EvidenceList = z
  .strictObject({ actions: z.array(z.strictObject(EvidenceFields)) })
  .meta({ id: 'EvidenceList' });

export const EvidenceAnswer = z
  .strictObject({
    ...EvidenceFields,
    holding: z.boolean().describe('Whether its host may still hold something because of it'),
    manifest: z.array(
      z.strictObject({
        name: ManifestItem.shape.name,
        bytes: ManifestItem.shape.bytes,
        sha256: ManifestItem.shape.sha256,
        note: z.string().nullable(),
      }),
    ),
    events: z.array(z.strictObject({ at: z.string(), text: z.string() })),
    verify: z.null().describe('Ask for it: every byte is read'),
  })
  .meta({ id: 'Evidence' });
export type EvidenceAnswer = z.infer<typeof EvidenceAnswer>;

export const VerifyAnswer = z
  .strictObject({
    ok: z.boolean(),
    problems: z.array(z.strictObject({ text: z.string() })),
  })
  .meta({ id: 'EvidenceVerified' });

export const FreezePlanBody = z.strictObject({
  host: Host,
  pid: z.number().int().min(1).max(PID_MAX),
});
export const FreezeBody = FreezePlanBody.extend({ confirm: Confirm });

export const FreezePlanAnswer = z
  .strictObject({
    host: z.string(),
    identity: TargetIdentity,
    plan: Plan.nullable(),
    argv: z.string().describe('Without its secrets; an argument a line'),
    path: z.string(),
    refusals: z.array(z.strictObject({ code: z.string(), detail: z.string() })),
    warnings: z.array(z.string()),
    confirm: z.string().describe('What has to be sent to do it'),
  })
  .meta({ id: 'FreezePlan' });
export type FreezePlanAnswer = z.infer<typeof FreezePlanAnswer>;

export const Outcome = z
  .strictObject({ id: ActionId, state: z.string(), complete: z.boolean(), text: z.string() })
  .meta({ id: 'ContainmentOutcome' });

export const FreezeAnswer = FreezePlanAnswer.extend({ result: Outcome }).meta({ id: 'Freeze' });

export const ThawPlanBody = z.strictObject({ id: ActionId });
export const ThawBody = ThawPlanBody.extend({ confirm: Confirm });
export const ThawPlanAnswer = z
  .strictObject({
    id: ActionId,
    host: z.string(),
    what: z.string(),
    state: z.string(),
    confirm: z.string().describe('What has to be sent to do it: the name of the host'),
  })
  .meta({ id: 'ThawPlan' });
