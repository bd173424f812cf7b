;; The loops that pass over all of a net's weights after each step, four floats at a time. Addresses are bytes and
;; multiples of 16. The last four may reach beyond an array, into the gap before the next: zeroes there stay zeroes.
(module
  (memory (export "memory") 0)

  ;; SGD with momentum: v ← momentum·v + (g + decay·p), p ← p − rate·v, for p from its address up to $end.
  (func (export "move")
    (param $p i32) (param $v i32) (param $g i32) (param $end i32)
    (param $rate f32) (param $momentum f32) (param $decay f32)
    (local $parameter v128) (local $speed v128)
    (if (i32.ge_u (local.get $p) (local.get $end)) (then (return)))
    (loop $next
      (local.set $parameter (v128.load (local.get $p)))
      (local.set $speed
        (f32x4.add
          (f32x4.mul (f32x4.splat (local.get $momentum)) (v128.load (local.get $v)))
          (f32x4.add
            (v128.load (local.get $g))
            (f32x4.mul (f32x4.splat (local.get $decay)) (local.get $parameter)))))
      (v128.store (local.get $v) (local.get $speed))
      (v128.store (local.get $p)
        (f32x4.sub (local.get $parameter) (f32x4.mul (f32x4.splat (local.get $rate)) (local.get $speed))))
      (local.set $p (i32.add (local.get $p) (i32.const 16)))
      (local.set $v (i32.add (local.get $v) (i32.const 16)))
      (local.set $g (i32.add (local.get $g) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $p) (local.get $end)))))

  ;; A running mean: mean ← keep·mean + rest·value, for mean from its address up to $end.
  (func (export "average")
    (param $mean i32) (param $value i32) (param $end i32) (param $keep f32) (param $rest f32)
    (if (i32.ge_u (local.get $mean) (local.get $end)) (then (return)))
    (loop $next
      (v128.store (local.get $mean)
        (f32x4.add
          (f32x4.mul (f32x4.splat (local.get $keep)) (v128.load (local.get $mean)))
          (f32x4.mul (f32x4.splat (local.get $rest)) (v128.load (local.get $value)))))
      (local.set $mean (i32.add (local.get $mean) (i32.const 16)))
      (local.set $value (i32.add (local.get $value) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $mean) (local.get $end)))))

  ;; sum ← sum + value, for sum from its address up to $end.
  (func (export "add") (param $sum i32) (param $value i32) (param $end i32)
    (if (i32.ge_u (local.get $sum) (local.get $end)) (then (return)))
    (loop $next
      (v128.store (local.get $sum) (f32x4.add (v128.load (local.get $sum)) (v128.load (local.get $value))))
      (local.set $sum (i32.add (local.get $sum) (i32.const 16)))
      (local.set $value (i32.add (local.get $value) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $sum) (local.get $end))))))
