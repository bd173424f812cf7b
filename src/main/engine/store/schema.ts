import type { Generated, Insertable, Selectable } from 'kysely'
import type { Modality, Split } from '../../../shared/contract/frames.ts'
import type { LayerKind } from '../../../shared/contract/layers.ts'
import type { RunState } from '../../../shared/contract/training.ts'
import type { Role } from '../../../shared/domain/roles.ts'

/** The catalogue's tables as Kysely sees them; the truth is in `migrations/`. Times are ISO 8601 in UTC. */
export interface Catalogue {
  setting: { key: string; value: string }
  patient: { id: Generated<number>; code: string; split: Split; created_at: string }
  examination: { id: Generated<number>; patient_id: number; code: string }
  frame: FrameTable
  layer: LayerTable
  revision: RevisionTable
  model: ModelTable
  run: RunTable
  audit: AuditTable
  device: { id: Generated<number>; name: string }
  tag: { id: Generated<number>; name: string }
  frame_tag: { tag_id: number; frame_id: number }
  note: { frame_id: number; text: string; reader: string; at: string }
  saved_search: { id: Generated<number>; name: string; filter: string; at: string }
  bulk_action: BulkActionTable
  probability: ProbabilityTable
  signal: SignalTable
  calibration: { frame_id: number; mm_per_pixel: number; reader: string; at: string }
  dicom_source: { frame_id: number; attributes: string }
  checkpoint: { run_id: string; name: string; sha256: string }
  veto: VetoTable
  veto_taken_back: { veto_id: number; reader: string; at: string }
  planned_round: PlannedRoundTable
  account: AccountTable
  assignment: AssignmentTable
  reading: { frame_id: number; reader: string; stage: ReadingStage; at: string }
  verdict: VerdictTable
  region_verdict: RegionVerdictTable
  comment: CommentTable
  comment_settled: { comment_id: number; author: string; at: string }
  sign_off: SignOffTable
}

interface FrameTable {
  id: Generated<number>
  examination_id: number
  /** Of the stored file, which lies at frames/<aa>/<sha256>.<extension>. */
  sha256: string
  extension: string
  name: string
  modality: Modality
  width: number
  height: number
  bytes: number
  /** Place in the examination. */
  place: number
  added_at: string
  /** Day of the recording, shifted where the patient's dates are. */
  captured_on: string | null
  device_id: number | null
  /** How sure the modality is: 1 where the file or a person said it. */
  modality_confidence: Generated<number>
  hidden: Generated<0 | 1>
  /** Perceptual hash, 16 hexadecimal digits: near-duplicates differ in few bits. */
  likeness: string | null
  /** Frames of one lesion, in NBI and WLI, share this. */
  lesion: string | null
  /** How far a person has come with it, as its place in `frameStates`. */
  state: Generated<number>
  /** The layer that is the frame's label, where its state says that it has one. */
  label_layer: number | null
  /** Bits of the label, or of what is painted so far: 1 for "there is one", 1 << class for what it holds; else 0. */
  painted: Generated<number>
  painted_areas: string | null
  /** The same of the layer of the model in use. */
  predicted: Generated<number>
  predicted_areas: string | null
  /** Of a reader's label and the model in use, per mille of what either calls a lesion; null where one is missing. */
  disagreement: number | null
}

interface LayerTable {
  id: Generated<number>
  frame_id: number
  kind: LayerKind
  /** Reader's name or model's id. */
  author: string
}

interface RevisionTable {
  id: Generated<number>
  layer_id: number
  number: number
  /** `encodeMask` bytes. */
  mask: Buffer
  sha256: string
  /** Pixels per class as JSON. */
  areas: string
  origin: 'stroke' | 'import' | 'accept' | 'prediction'
  /** Id the painter gave the change; a repeated one is not saved twice. */
  stroke: string | null
  /** The revision whose mask this one brings back, 0 for the empty one; null for new paint. */
  restores: number | null
  /** Set where nobody painted this on the frame and nobody has looked at it since. */
  made: 'copied' | 'interpolated' | null
  /** The frame's state before this revision declared it finished; null for one that declared nothing. */
  state_before: number | null
  at: string
}

interface ProbabilityTable {
  layer_id: number
  width: number
  height: number
  classes: number
  /** Bytes `[height,width,classes]`, deflated. */
  data: Buffer
  /** Of `data`; null where an earlier version kept it. */
  sha256: string | null
}

/** `FrameSignals` of a model's layer. */
interface SignalTable {
  layer_id: number
  entropy: number
  narrowness: number
  torn: number | null
  torn_first: number | null
  torn_second: number | null
  boundary: number | null
  nets_differ: number | null
  /** Little-endian 32-bit floats, `[32]`. */
  embedding: Buffer
}

/** What no round may learn from without a label. */
interface VetoTable {
  id: Generated<number>
  frame_id: number
  /** `encodeMask` bytes of the frame's size, 1 in the region; null for the whole frame. */
  mask: Buffer | null
  sha256: string | null
  /** How many of the frame's it is about. */
  pixels: number
  reader: string
  at: string
}

interface ModelTable {
  id: string
  run_id: string | null
  number: number
  in_use: 0 | 1
  sha256: string
  /** The model card as JSON: settings, data it learned from, scores, split hash. */
  card: string
  created_at: string
}

interface RunTable {
  id: string
  state: RunState
  /** Round options and the data they were applied to, as JSON. */
  config: string
  step: number
  seconds_per_step: number | null
  message: string | null
  model_id: string | null
  verdict: string | null
  started_at: string
  ended_at: string | null
}

interface PlannedRoundTable {
  id: string
  /** Its place in the line; the lower goes first. */
  place: number
  /** `RoundOptions` as JSON. */
  options: string
  /** It does not start before; null for as soon as it is its turn. */
  not_before: string | null
  /** Its time passed while nobody had the study open: a person is asked. */
  missed: 0 | 1
  /** Why it could not start when it was its turn, a reason as JSON; it waits for a person then. */
  problem: string | null
  /** Who planned it: its model will be theirs. */
  reader: string
  at: string
}

/** Somebody who may sign in. */
interface AccountTable {
  id: Generated<number>
  /** As layers and the trail carry it; never changed. */
  name: string
  /** The name in the form that tells names apart (NFKC, small letters). */
  folded: string
  role: Role
  /** Argon2id in PHC form; null until its owner has chosen one. */
  password: string | null
  /** sha256 of the one-time code that a password may be chosen with, and until when. */
  code: string | null
  code_until: string | null
  active: Generated<0 | 1>
  created_at: string
  /** When they signed in last; null for never. */
  signed_in_at: string | null
}

/** Who is to read an examination. */
interface AssignmentTable {
  id: Generated<number>
  examination_id: number
  reader: string
  /** A day, as 2026-12-01. */
  due: string | null
  assigned_by: string
  at: string
}

/** How far a reader is with their mask of a frame. */
export type ReadingStage = 'inProgress' | 'submitted' | 'returned'

/** What a reviewer said of a frame; the last one counts. */
interface VerdictTable {
  id: Generated<number>
  frame_id: number
  says: 'begun' | 'accepted' | 'returned' | 'settled' | 'reopened'
  /** The mask that it was said of. */
  layer_id: number | null
  revision: number | null
  /** A coded reason, and words. */
  reason: string | null
  text: string | null
  reviewer: string
  at: string
}

/** What a reviewer said of one region of a mask: the one of this class that holds this pixel. */
interface RegionVerdictTable {
  id: Generated<number>
  frame_id: number
  layer_id: number
  revision: number
  x: number
  y: number
  value: number
  pixels: number
  says: 'accepted' | 'rejected' | 'edited' | 'takenBack'
  reason: string | null
  reviewer: string
  at: string
}

/** A remark on a frame, pinned to a place where it has one (px of the frame). */
interface CommentTable {
  id: Generated<number>
  frame_id: number
  x: number | null
  y: number | null
  text: string
  /** The comment that it answers. */
  answers: number | null
  author: string
  at: string
}

/** An examination signed, or opened again; the last one counts. */
interface SignOffTable {
  id: Generated<number>
  examination_id: number
  says: 'signed' | 'unlocked'
  reason: string | null
  /** Regions that a model calls malignant and that nobody had touched. */
  missed: Generated<number>
  reviewer: string
  at: string
}

interface BulkActionTable {
  id: Generated<number>
  at: string
  reader: string
  action: string
  /** What to set again to take the action back, as JSON. */
  before: string
  undone: Generated<0 | 1>
}

interface AuditTable {
  seq: Generated<number>
  at: string
  actor: string
  action: string
  subject: string
  detail: string
  /** sha256 over the row before and this row's values: an edited or missing row breaks the chain. */
  chain: string
  /** Names the key, kept outside the study, that `mac` is made with; null where there was none. */
  key: string | null
  /** HMAC of `chain`: whoever recomputes the chain cannot make it. */
  mac: string | null
}

export type FrameRow = Selectable<FrameTable>
export type NewFrame = Insertable<FrameTable>
export type ModelRow = Selectable<ModelTable>
export type RunRow = Selectable<RunTable>
export type AccountRow = Selectable<AccountTable>
export type PlannedRow = Selectable<PlannedRoundTable>
