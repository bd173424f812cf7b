/** `[n,c,h,w]` values in the order `[n,h,w,c]`. */
export function channelsLast(values: Float32Array, [n, c, h, w]: readonly [number, number, number, number]) {
  const out = new Float32Array(values.length)
  for (let image = 0, from = 0; image < n; image++)
    for (let channel = 0; channel < c; channel++)
      for (let pixel = 0; pixel < h * w; pixel++, from++)
        out[(image * h * w + pixel) * c + channel] = values[from]!
  return out
}

export const mean = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length

export const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0))
