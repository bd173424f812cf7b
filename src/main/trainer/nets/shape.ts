/** Elements of a tensor of this shape. */
export const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1)
