import type { Kysely, Transaction } from 'kysely'
import type { Catalogue } from './schema.ts'

/** Frames with the examination and the patient they belong to. */
export const framesOfPatients = (db: Kysely<Catalogue> | Transaction<Catalogue>) =>
  db
    .selectFrom('frame')
    .innerJoin('examination', 'examination.id', 'frame.examination_id')
    .innerJoin('patient', 'patient.id', 'examination.patient_id')
