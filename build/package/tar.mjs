import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { basename, dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Packs a staged tree, as the folder `loco-studio`, into a tar that zstd has made small; the same bytes each time. */
export async function makeTar({ tree, built, out }) {
  const order = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--format=posix']
  const times = [
    `--mtime=@${built.getTime() / 1000}`,
    '--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime',
  ]
  // Anchored, and not for what links lead to.
  const named = [`--transform=flags=rSH;s,^${basename(tree)},loco-studio,`]
  const tar = spawn('tar', [...order, ...times, ...named, '-C', dirname(tree), '-cf', '-', basename(tree)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // With threads the result does not depend on how many.
  const zstd = spawn('zstd', ['-6', '-T2', '-q', '-c'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ends = [tar, zstd].map((child) => once(child, 'close'))
  await Promise.all([pipeline(tar.stdout, zstd.stdin), pipeline(zstd.stdout, createWriteStream(out))])
  const codes = (await Promise.all(ends)).map(([code]) => code)
  if (codes.some((code) => code !== 0)) throw new Error('tar or zstd failed')
}
