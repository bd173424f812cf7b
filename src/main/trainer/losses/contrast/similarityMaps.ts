import { constantProduct } from '../../ops/constantProduct.ts'
import { alignedMatrix, alignedPosition } from '../../ops/resize.ts'
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '../../tensorflow/tensorflow.ts'
import { tf } from '../../tensorflow/tensorflow.ts'

/** Resizes `[n,s_h,s_w·c]` to `[n,H,W,c]` by two constant products. */
function resized(maps: Tensor3D, rows: Tensor2D, columns: Tensor2D, channels: number): Tensor4D {
  const [n] = maps.shape
  const height = rows.shape[0]
  const tall = constantProduct(rows, maps)
  const wide = constantProduct(columns, tf.reshape(tall, [n * height, columns.shape[1], channels]))
  return tf.reshape(wide, [n, height, columns.shape[0], channels])
}

/** Low-resolution embeddings `[n,s,s,C]` times vectors `[P,C]`, at full size: `[n,H,W,P]` (METHODS §3). */
export function productMaps(z: Tensor4D, vectors: Tensor2D, height: number, width: number): Tensor4D {
  const [n, h, w, c] = z.shape
  const p = vectors.shape[0]
  const low = tf.matMul(tf.reshape(z, [n * h * w, c]), vectors, false, true)
  const rows = tf.tensor2d(alignedMatrix(h, height), [height, h])
  const columns = tf.tensor2d(alignedMatrix(w, width), [width, w])
  return resized(tf.reshape(low, [n, h, w * p]), rows, columns, p)
}

/**
 * Squared norms of the upsampled embeddings, `[n,s,s,C] → [n,H,W]`, without upsampling them (METHODS §3).
 * With corners A B / C D of a cell, ‖z‖² is a quadratic form in the four weights whose coefficients are the
 * products of A with itself, its right, lower and diagonal neighbours, and of B with C; being separable in
 * rows and columns, the whole map is one product of constant matrices around them.
 */
export function squaredNormMaps(z: Tensor4D, height: number, width: number): Tensor3D {
  const [n, h, w] = z.shape
  const self = tf.sum(tf.square(z), 3) as Tensor3D
  const right = products(z, [0, 0], [0, 1])
  const down = products(z, [0, 0], [1, 0])
  const diagonal = tf.mul(tf.add(products(z, [0, 0], [1, 1]), products(z, [0, 1], [1, 0])), 0.5) as Tensor3D
  const blocks = tf.concat([tf.concat([self, right], 2), tf.concat([down, diagonal], 2)], 1) as Tensor3D
  const rows = tf.tensor2d(quadraticMatrix(h, height), [height, 2 * h])
  const columns = tf.tensor2d(quadraticMatrix(w, width), [width, 2 * w])
  return tf.reshape(resized(blocks, rows, columns, 1), [n, height, width])
}

/** Per cell, the product of the embeddings at two of its corners; 0 where a corner lies beyond the map. */
function products(z: Tensor4D, a: readonly [number, number], b: readonly [number, number]): Tensor3D {
  const [n, h, w, c] = z.shape
  const tall = h - 1 * Math.max(a[0], b[0])
  const wide = w - 1 * Math.max(a[1], b[1])
  const corner = ([dy, dx]: readonly [number, number]): Tensor =>
    tf.slice(z, [0, dy, dx, 0], [n, tall, wide, c])
  const inner = tf.sum(tf.mul(corner(a), corner(b)), 3) as Tensor3D
  return tf.pad(inner, [
    [0, 0],
    [0, h - tall],
    [0, w - wide],
  ])
}

/** `[to, 2·from]`: squares of the two resize weights, then twice their product, per output position. */
function quadraticMatrix(from: number, to: number): Float32Array {
  const matrix = new Float32Array(to * 2 * from)
  for (let y = 0; y < to; y++) {
    const { cell, fraction } = alignedPosition(y, from, to)
    matrix[y * 2 * from + cell] = (1 - fraction) ** 2
    if (fraction > 0) {
      matrix[y * 2 * from + cell + 1] = fraction ** 2
      matrix[y * 2 * from + from + cell] = 2 * fraction * (1 - fraction)
    }
  }
  return matrix
}

/**
 * Adjoint of the resize: what each low-resolution cell contributes to the sum over pixels with `label === c`,
 * as rows `[P, n·s_h·s_w]`, and how many such pixels there are. Class means of full-size embeddings follow as
 * one product with the low-resolution ones (METHODS §3).
 */
export function classShares(
  label: Uint8Array,
  size: { n: number; height: number; width: number; lowHeight: number; lowWidth: number },
  classes: readonly number[],
): { shares: Float32Array; counts: number[] } {
  const { n, height, width, lowHeight, lowWidth } = size
  const cells = n * lowHeight * lowWidth
  const shares = new Float32Array(classes.length * cells)
  const counts = classes.map(() => 0)
  const rowOf = new Map(classes.map((c, i) => [c, i]))
  const columns = Array.from({ length: width }, (_, x) => alignedPosition(x, lowWidth, width))
  for (let image = 0, pixel = 0; image < n; image++) {
    for (let y = 0; y < height; y++) {
      const { cell, fraction: fy } = alignedPosition(y, lowHeight, height)
      const base = (image * lowHeight + cell) * lowWidth
      const below = fy > 0 ? lowWidth : 0
      for (let x = 0; x < width; x++, pixel++) {
        const row = rowOf.get(label[pixel]!)
        if (row === undefined) continue
        counts[row]!++
        const { cell: cx, fraction: fx } = columns[x]!
        const at = row * cells + base + cx
        const beside = fx > 0 ? 1 : 0
        shares[at]! += (1 - fy) * (1 - fx)
        shares[at + beside]! += (1 - fy) * fx
        shares[at + below]! += fy * (1 - fx)
        shares[at + below + beside]! += fy * fx
      }
    }
  }
  return { shares, counts }
}
