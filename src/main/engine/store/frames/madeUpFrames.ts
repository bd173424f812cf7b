import { connectionOf } from '../connection.ts'
import type { Store } from '../openStore.ts'

/** Frames of one patient, in examinations of twenty. */
const PER_PATIENT = 60

/**
 * Rows of frames without files, for measuring a catalogue of any size: patients, examinations, both lights, some
 * labelled, some predicted, some hidden, dates, devices, notes and tags. The same each time.
 */
export function insertMadeUpFrames(store: Store, frames: number): void {
  const database = connectionOf(store)
  const patients = Math.ceil(frames / PER_PATIENT)
  database.pragma('synchronous = OFF')
  const statements: readonly (readonly [string, ...number[]])[] = [
    [`INSERT INTO device (name) VALUES ('CV-190'), ('CV-290'), ('X1'), ('Telecam')`],
    [
      `INSERT INTO patient (id, code, split, created_at)
       SELECT value, 'P' || value, CASE WHEN value % 20 < 14 THEN 'train' WHEN value % 20 < 17 THEN 'validation' ELSE 'test' END, '2026-01-01T00:00:00Z'
       FROM ${numbersFrom(1)}`,
      patients,
    ],
    [
      `INSERT INTO examination (id, patient_id, code)
       SELECT value, (value + 2) / 3, 'E' || ((value + 2) % 3 + 1) FROM ${numbersFrom(1)}`,
      3 * patients,
    ],
    [
      `INSERT INTO frame (examination_id, sha256, extension, name, modality, width, height, bytes, place, added_at,
         captured_on, device_id, hidden, likeness, state, painted, painted_areas, predicted, predicted_areas, disagreement)
       SELECT value / 20 + 1, printf('%064x', value * 2654435761), 'png',
         printf('%d_%s_%s_%d.png', 2015 + value % 11, CASE value % 3 WHEN 0 THEN 'benign' WHEN 1 THEN 'malignant' ELSE 'normal' END,
           CASE value % 2 WHEN 0 THEN 'NBI' ELSE 'WLI' END, value),
         CASE value % 2 WHEN 0 THEN 'NBI' ELSE 'WLI' END, 1280, 1024, 900000, value % 20, '2026-01-01T00:00:00Z',
         date('2015-01-01', (value % 4000) || ' days'), value % 4 + 1, value % 97 = 0, printf('%016x', value * 11400714819323),
         CASE WHEN value % 10 = 0 THEN 2 ELSE 0 END,
         CASE WHEN value % 10 = 0 THEN 1 + 2 * (value % 3 = 0) + 4 * (value % 3 = 1) ELSE 0 END,
         CASE WHEN value % 10 = 0 THEN '[1300000,5000,5720]' END,
         CASE WHEN value % 5 < 3 THEN 1 + 2 * (value % 7 = 0) + 4 * (value % 11 = 0) ELSE 0 END,
         CASE WHEN value % 5 < 3 THEN '[1300000,5000,5720]' END,
         CASE WHEN value % 10 = 0 THEN value % 1001 END
       FROM ${numbersFrom(0)}`,
      frames,
    ],
    [`INSERT INTO tag (name) VALUES ('teaching'), ('unsure')`],
    [`INSERT INTO frame_tag (tag_id, frame_id) SELECT id % 2 + 1, id FROM frame WHERE id % 50 = 0`],
    [
      `INSERT INTO note (frame_id, text, reader, at)
       SELECT id, 'polyp at the ' || CASE id % 2 WHEN 0 THEN 'left' ELSE 'right' END || ' vocal fold, case ' || id, 'reader', '2026-01-01T00:00:00Z'
       FROM frame WHERE id % 100 = 0`,
    ],
  ]
  for (const [statement, ...values] of statements) database.prepare(statement).run(...values)
  database.exec('ANALYZE')
  database.pragma('synchronous = FULL')
}

/** As many numbers as are bound, one after the other; SQLite's own series is an extension that is not built in. */
const numbersFrom = (first: number) =>
  `(WITH RECURSIVE number (value) AS (VALUES (${first}) UNION ALL SELECT value + 1 FROM number LIMIT ?)
    SELECT value FROM number)`
