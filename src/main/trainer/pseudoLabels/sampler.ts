import { type Random, whole } from '../../../shared/domain/random.ts'

/** `count` of the numbers below `below`, each of chance; one may come twice. */
export type Draw = (count: number, below: number) => Int32Array

export const sampler =
  (random: Random): Draw =>
  (count, below) =>
    Int32Array.from({ length: count }, () => whole(random, 0, below - 1))
