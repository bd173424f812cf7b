"""Writes DICOM files of every transfer syntax that pydicom can make here, and their pixels as pydicom reads them.

usage: dicom_make.py OUT   ->  OUT/<name>.dcm, OUT/<name>.npy, one line "name frames" each
"""
import sys, subprocess, shutil
from pathlib import Path
import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian, RLELossless, JPEG2000Lossless, JPEG2000, JPEGLSLossless, generate_uid)
from pydicom.pixels import convert_color_space

out = Path(sys.argv[1]); out.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(5)
def picture(shape):
    h, w = shape[:2]
    y, x = np.mgrid[0:h, 0:w]
    base = 120 + 60 * np.sin(x / 9) + 50 * np.cos(y / 7)
    if len(shape) == 3: base = np.stack([base, base * .7, base * .5], -1)
    return np.clip(base + rng.normal(0, 4, shape), 0, 255)

def dataset(pixels, photometric='RGB', planar=0, frames=1, bits=8, signed=0):
    d = Dataset(); d.file_meta = FileMetaDataset()
    d.SOPClassUID = d.file_meta.MediaStorageSOPClassUID = '1.2.840.10008.5.1.4.1.1.77.1.1'
    d.SOPInstanceUID = d.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    d.PatientName, d.PatientID = 'Doe^Jane', 'MRN-004711'
    d.StudyInstanceUID, d.SeriesInstanceUID, d.StudyDate = generate_uid(), generate_uid(), '20240229'
    d.Rows, d.Columns = pixels.shape[-3:-1] if photometric in ('RGB', 'YBR_FULL', 'YBR_FULL_422') else pixels.shape[-2:]
    d.SamplesPerPixel = 3 if photometric in ('RGB', 'YBR_FULL', 'YBR_FULL_422') else 1
    d.PhotometricInterpretation = photometric
    if d.SamplesPerPixel == 3: d.PlanarConfiguration = planar
    if frames > 1: d.NumberOfFrames = frames
    d.BitsAllocated = 16 if bits > 8 else 8; d.BitsStored = bits; d.HighBit = bits - 1; d.PixelRepresentation = signed
    d.PixelData = pixels.tobytes()
    if len(d.PixelData) % 2: d.PixelData += b'\0'
    return d

def save(name, d, syntax, **kw):
    d.file_meta.TransferSyntaxUID = syntax
    path = out / f'{name}.dcm'
    pydicom.dcmwrite(path, d, enforce_file_format=True, **kw)
    check(name, path)

def check(name, path):
    d = pydicom.dcmread(path)
    a = d.pixel_array
    if d.get('NumberOfFrames', 1) == 1 or int(d.get('NumberOfFrames', 1)) == 1: a = a[None]
    pi = d.PhotometricInterpretation
    if pi in ('YBR_FULL', 'YBR_FULL_422') and d.SamplesPerPixel == 3 and not getattr(d, '_rgb', False):
        pass  # pydicom 3 hands out RGB already
    if pi == 'PALETTE COLOR':
        a = pydicom.pixels.apply_color_lut(a, d)
        a = (a >> 8).astype(np.uint8) if a.dtype == np.uint16 else a
    if pi.startswith('MONOCHROME'): a = shown(a, d)
    a = a.astype(a.dtype.newbyteorder('<'))
    np.save(out / f'{name}.npy', a)
    print(name, len(a), flush=True)

def shown(a, d):
    """Grey as pydicom shows it, over all of 8 or 16 bits."""
    measured = pydicom.pixels.apply_modality_lut(a, d)
    bits = d.BitsStored
    if 'WindowCenter' in d or 'VOILUTSequence' in d:
        out = pydicom.pixels.apply_voi_lut(measured, d).astype(np.float64)
        if 'WindowCenter' in d:
            low = -(2 ** (bits - 1)) if d.PixelRepresentation else 0
            low, high = [v * float(d.get('RescaleSlope', 1)) + float(d.get('RescaleIntercept', 0)) for v in (low, low + 2 ** bits - 1)]
        else: low, high = 0, 2 ** int(d.VOILUTSequence[0].LUTDescriptor[2]) - 1
    else:
        out = a.astype(np.float64)
        if bits == 16 and a.min() >= (-2048 if d.PixelRepresentation else 0) and a.max() <= (2047 if d.PixelRepresentation else 4095): bits = 12
        low = -(2 ** (bits - 1)) if d.PixelRepresentation else 0
        high = low + 2 ** bits - 1
    highest, kind = (255, np.uint8) if d.BitsStored <= 8 else (65535, np.uint16)
    out = np.floor(np.clip((out - low) / (high - low), 0, 1) * highest + .5).astype(kind)
    return highest - out if d.PhotometricInterpretation == 'MONOCHROME1' else out

rgb = picture((48, 64, 3)).astype(np.uint8)
many = np.stack([picture((40, 56, 3)).astype(np.uint8) for _ in range(3)])
grey = picture((40, 56)).astype(np.uint8)
deep = (picture((40, 56)) * 16).astype(np.uint16)
save('implicit', dataset(rgb), ImplicitVRLittleEndian, implicit_vr=True, little_endian=True)
save('explicit', dataset(rgb), ExplicitVRLittleEndian)
save('planar', dataset(np.ascontiguousarray(rgb.transpose(2, 0, 1)).reshape(rgb.shape), planar=1), ExplicitVRLittleEndian)
save('frames', dataset(many, frames=3), ExplicitVRLittleEndian)
save('deflated', dataset(rgb), DeflatedExplicitVRLittleEndian)
save('grey', dataset(grey, 'MONOCHROME2'), ExplicitVRLittleEndian)
save('inverted', dataset(grey, 'MONOCHROME1'), ExplicitVRLittleEndian)
save('deep', dataset(deep, 'MONOCHROME2', bits=12), ExplicitVRLittleEndian)
save('signed', dataset((deep.astype(np.int32) - 2048).astype(np.int16), 'MONOCHROME2', bits=12, signed=1), ExplicitVRLittleEndian)
save('bigendian', dataset(deep.byteswap(), 'MONOCHROME2', bits=12), ExplicitVRBigEndian, implicit_vr=False, little_endian=False)
save('ybr', dataset(convert_color_space(rgb, 'RGB', 'YBR_FULL'), 'YBR_FULL'), ExplicitVRLittleEndian)
d = dataset(grey // 4, 'PALETTE COLOR')
for c, n in enumerate(('Red', 'Green', 'Blue')):
    setattr(d, f'{n}PaletteColorLookupTableDescriptor', [64, 0, 16])
    setattr(d, f'{n}PaletteColorLookupTableData', (np.arange(64, dtype=np.uint16) * (1000 - 200 * c)).tobytes())
save('palette', d, ExplicitVRLittleEndian)

def windowed(name, pixels, bits=12, signed=0, photometric='MONOCHROME2', **values):
    d = dataset(pixels, photometric, bits=bits, signed=signed)
    for key, value in values.items(): setattr(d, key, value)
    save(name, d, ExplicitVRLittleEndian)
below = (deep.astype(np.int32) - 2048).astype(np.int16)
windowed('window', deep, WindowCenter=1900, WindowWidth=1300)
windowed('window-two', deep, WindowCenter=[1500, 30], WindowWidth=[2500, 12])
windowed('window-rescaled', deep, WindowCenter=900, WindowWidth=1300, RescaleSlope=2, RescaleIntercept=-3000)
windowed('window-signed', below, signed=1, WindowCenter=-100, WindowWidth=900)
windowed('window-inverted', deep, photometric='MONOCHROME1', WindowCenter=1900, WindowWidth=1300)
windowed('window-exact', deep, WindowCenter=1900, WindowWidth=1300, VOILUTFunction='LINEAR_EXACT')
windowed('window-sigmoid', deep, WindowCenter=1900, WindowWidth=1300, VOILUTFunction='SIGMOID')
windowed('window-8-bits', grey, bits=8, WindowCenter=120, WindowWidth=90)
windowed('12-in-16-bits', deep, bits=16)
windowed('signed-12-in-16-bits', below, bits=16, signed=1)
windowed('16-bits', (deep.astype(np.uint32) * 16).astype(np.uint16), bits=16)
windowed('10-bits', deep // 4, bits=10)
table = Dataset(); table.LUTDescriptor = [1024, 1000, 12]
table.LUTData = (np.sqrt(np.arange(1024) / 1023) * 4095).astype(np.uint16).tobytes()
table['LUTDescriptor'].VR, table['LUTData'].VR = 'US', 'OW'
windowed('voi-table', deep, VOILUTSequence=[table])
for name, bits, values in (('segmented', 8, [0, 3, 10, 20, 30, 1, 8, 190, 0, 2, 5, 6, 1, 51, 210]),
                           ('segmented-again', 8, [0, 3, 10, 20, 30, 1, 10, 180, 2, 2, 0, 0, 0, 0, 1, 38, 142]),
                           ('segmented-16-bits', 16, [0, 2, 256, 512, 1, 62, 32256])):
    d = dataset(grey // 4, 'PALETTE COLOR')
    for c, n in enumerate(('Red', 'Green', 'Blue')):
        setattr(d, f'{n}PaletteColorLookupTableDescriptor', [64, 0, bits])
        own = np.array(values, np.uint8 if bits == 8 else '<u2').tobytes()
        setattr(d, f'Segmented{n}PaletteColorLookupTableData', own + b'\0' * (len(own) % 2))
    save(f'palette-{name}', d, ExplicitVRLittleEndian)

def compressed(name, d, syntax, **kw):
    try:
        d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        d.compress(syntax, generate_instance_uid=False, **kw)
        save(name, d, syntax)
    except Exception as e:
        print('#', name, str(e).splitlines()[0][:120], file=sys.stderr)
compressed('rle', dataset(rgb), RLELossless)
compressed('rle-frames', dataset(many, frames=3), RLELossless)
compressed('rle-deep', dataset(deep, 'MONOCHROME2', bits=12), RLELossless)
compressed('j2k', dataset(rgb), JPEG2000Lossless)
compressed('j2k-frames', dataset(many, frames=3), JPEG2000Lossless)
compressed('j2k-lossy', dataset(rgb), JPEG2000, j2k_cr=[4])
compressed('jls', dataset(rgb), JPEGLSLossless)
compressed('jls-deep', dataset(deep, 'MONOCHROME2', bits=12), JPEGLSLossless)
if shutil.which('dcmcjpeg'):
    for name, source, flags in (('jpeg', 'explicit', ['+eb']), ('jpeg-extended', 'explicit', ['+ee']),
                                ('jpeg-rgb', 'explicit', ['+eb', '+cr']), ('jpeg-lossless', 'explicit', ['+el']),
                                ('jpeg-lossless1', 'explicit', ['+e1']), ('jpeg-frames', 'frames', ['+eb']),
                                ('jpeg-lossless-deep', 'deep', ['+e1'])):
        path = out / f'{name}.dcm'
        if subprocess.run(['dcmcjpeg', *flags, out / f'{source}.dcm', path], capture_output=True).returncode == 0:
            try: check(name, path)
            except Exception as e: print('#', name, str(e).splitlines()[0][:120], file=sys.stderr)
