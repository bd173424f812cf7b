import { join } from 'node:path'
import { tensorflowFolder as setUpHere } from '../places.mjs'
import { targets } from '../targets.mjs'
import { compileBindingHere } from './bindingHere.mjs'

/** Compiles tfjs's binding for a target into the file `out`, which looks for TensorFlow's libraries at `rpath`. */
export const compileBinding = ({ target, tensorflowFolder, out, rpath }) =>
  compileBindingHere({
    tensorflowFolder,
    libraries: targets[target].tensorflow.libraries,
    include: join(setUpHere, 'include'),
    out,
    rpath,
  })
