"""Writes DICOM images with segmentations by highdicom, and the masks that they say.

usage: segmentations_make.py OUT  ->  OUT/<case>/*.dcm, OUT/truth/<case>-<n>.bin (a byte a pixel: 1 benign, 2 malignant),
and one line of JSON: the cases, each with its frames. A case without truth is one that cannot come in as it is.
"""
import json, sys
from pathlib import Path
import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sr.codedict import codes
from pydicom.uid import (DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian, JPEG2000Lossless,
    JPEGLSLossless, RLELossless, generate_uid)
from highdicom.seg import Segmentation, SegmentDescription

out = Path(sys.argv[1])
(out / 'truth').mkdir(parents=True)
W, H = 37, 33
cases = []
rng = np.random.default_rng(3)

def image(frames=1, study=None, series=None, number=1):
    d = Dataset(); d.file_meta = FileMetaDataset()
    d.SOPClassUID = '1.2.840.10008.5.1.4.1.1.77.1.1' if frames == 1 else '1.2.840.10008.5.1.4.1.1.77.1.1.1'
    d.file_meta.MediaStorageSOPClassUID = d.SOPClassUID
    d.SOPInstanceUID = d.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientSex = 'Doe^Jane', 'MRN-1', '', ''
    d.StudyInstanceUID, d.SeriesInstanceUID = study or generate_uid(), series or generate_uid()
    d.StudyDate, d.StudyTime, d.StudyID, d.AccessionNumber, d.ReferringPhysicianName = '20240229', '', '', '', ''
    d.SeriesNumber, d.InstanceNumber, d.Modality, d.Manufacturer = 1, number, 'ES', 'Maker'
    d.Rows, d.Columns, d.SamplesPerPixel, d.PlanarConfiguration = H, W, 3, 0
    d.PhotometricInterpretation, d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 'RGB', 8, 8, 7, 0
    if frames > 1: d.NumberOfFrames = frames
    d.PixelData = rng.integers(0, 256, (frames, H, W, 3), np.uint8).tobytes()
    if len(d.PixelData) % 2: d.PixelData += b'\0'
    return d

def box(x, y, w, h):
    m = np.zeros((H, W), np.uint8); m[y:y + h, x:x + w] = 1
    return m

A, B, C = box(3, 4, 9, 7), box(20, 11, 13, 15), box(8, 6, 10, 10)

def seg(images, pixels, names, kind='BINARY', syntax=ExplicitVRLittleEndian, omit=True, **more):
    parts = [SegmentDescription(segment_number=i + 1, segment_label=n, segmented_property_category=codes.SCT.MorphologicallyAbnormalStructure,
        segmented_property_type=codes.SCT.Lesion, algorithm_type='MANUAL') for i, n in enumerate(names)]
    return Segmentation(images, pixels, kind, parts, generate_uid(), 100, generate_uid(), 1, 'Other', 'Tool', '1', '2',
        transfer_syntax_uid=syntax, omit_empty_frames=omit, **more)

def case(name, files, truth, says=None):
    folder = out / name; folder.mkdir()
    for i, d in enumerate(files): pydicom.dcmwrite(folder / f'{i}.dcm', d, enforce_file_format=True)
    for i, t in enumerate(truth):
        if t is not None: (out / 'truth' / f'{name}-{i + 1}.bin').write_bytes(np.asarray(t, np.uint8).tobytes())
    cases.append({'name': name, 'frames': len(truth), 'says': says})

def stack(*planes): return np.stack(planes, -1)[None]
both = ['benign', 'malignant']
truth = A + 2 * B

i = image(); case('one', [i, seg([i], stack(A, B), both)], [truth])
i = image(); case('two-files', [i, seg([i], stack(A), ['benign']), seg([i], stack(B), ['malignant'])], [truth])
i = image(); case('two-readers-agree', [i, seg([i], stack(A), ['benign']), seg([i], stack(C), ['benign'])], [(A | C)])
i = image(); case('two-files-clash', [i, seg([i], stack(A), ['benign']), seg([i], stack(C), ['malignant'])], [], 'segmentsOverlap')
i = image(); case('segments-clash', [i, seg([i], stack(A, C), both)], [], 'segmentsOverlap')
i = image(); case('nothing-seen', [i, seg([i], stack(A * 0, B * 0), both, omit=False)], [truth * 0])

labels = truth.astype(np.uint8)[None]
i = image(); case('labelmap', [i, seg([i], labels, both, 'LABELMAP')], [truth])
for name, syntax in (('rle', RLELossless), ('jls', JPEGLSLossless), ('j2k', JPEG2000Lossless)):
    i = image(); case(f'labelmap-{name}', [i, seg([i], labels, both, 'LABELMAP', syntax)], [truth])
def wide(pixels):
    parts = seg([i], pixels, both, 'LABELMAP')
    parts.BitsAllocated = parts.BitsStored = 16; parts.HighBit = 15
    parts.PixelData = np.frombuffer(parts.PixelData[:W * H], np.uint8).astype('<u2').tobytes()
    return parts
i = image(); case('labelmap-16-bits', [i, wide(labels)], [truth])
i = image(); two = seg([i], (A * 1)[None], ['benign'], 'LABELMAP'), seg([i], (B * 1)[None], ['malignant'], 'LABELMAP')
case('two-labelmaps', [i, *two], [truth])

def joined(parts, sources):
    """One segmentation of several pictures: highdicom makes those only where pictures have places in space."""
    first = parts[0]; groups, pixels = [], []
    for part, (uid, frame) in zip(parts, sources):
        for group in part.PerFrameFunctionalGroupsSequence:
            source = group.DerivationImageSequence[0].SourceImageSequence[0]
            source.ReferencedSOPInstanceUID = uid
            if frame: source.ReferencedFrameNumber = frame
            groups.append(group)
        pixels.append(np.atleast_3d(part.pixel_array).reshape(-1, H * W))
    pixels = np.concatenate(pixels).astype(np.uint8)
    first.PerFrameFunctionalGroupsSequence = groups; first.NumberOfFrames = len(groups)
    flat = pixels.ravel() if first.BitsAllocated == 8 else np.packbits(pixels.ravel(), bitorder='little')
    first.PixelData = flat.tobytes() + b'\0' * (len(flat) % 2)
    return first

many = ((A, B), (C, B), (A * 0, B * 0))
i = image(3); s = joined([seg([image()], stack(*m), both, omit=False) for m in many], [(i.SOPInstanceUID, n) for n in (1, 2, 3)])
case('film', [i, s], [truth, C + 2 * B, truth * 0])
i = image(3); s = joined([seg([image()], (a + 2 * b)[None], both, 'LABELMAP', omit=False) for a, b in many],
    [(i.SOPInstanceUID, n) for n in (1, 2, 3)])
case('film-labelmap', [i, s], [truth, C + 2 * B, truth * 0])
i = image(3); s = joined([seg([image()], stack(A, B), both)], [(i.SOPInstanceUID, [1, 3])])
case('film-several-frames', [i, s], [truth, None, truth])
j = [image(), image()]
s = joined([seg([image()], stack(A, B), both) for _ in j], [(each.SOPInstanceUID, None) for each in j])
case('half-there', [j[0], s], [truth], 'segmentationPartlyAlone')

i = image(); s = seg([i], stack(A, B), both); s.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
case('deflated', [i, s], [truth])
i = image(); s = seg([i], stack(A, B), both)
def big(d):
    plain = Dataset(d); plain.file_meta = FileMetaDataset(); plain.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    plain.file_meta.MediaStorageSOPClassUID, plain.file_meta.MediaStorageSOPInstanceUID = d.SOPClassUID, d.SOPInstanceUID
    plain.PixelData = np.frombuffer(d.PixelData, '<u2').astype('>u2').tobytes()
    plain['PixelData'].VR = 'OW'
    return plain
folder = out / 'big-endian'; folder.mkdir()
pydicom.dcmwrite(folder / '0.dcm', i, enforce_file_format=True)
pydicom.dcmwrite(folder / '1.dcm', big(s), implicit_vr=False, little_endian=False, enforce_file_format=True)
(out / 'truth/big-endian-1.bin').write_bytes(truth.tobytes()); cases.append({'name': 'big-endian', 'frames': 1, 'says': None})

i = image(); s = seg([i], stack(A, B), both); i.Rows, i.Columns = W, H
case('other-size', [i, s], [], 'maskInFileOtherSize')
i = image(); s = seg([i], (np.stack([A, B], -1) * .5)[None].astype(np.float32), both, 'FRACTIONAL')
case('fractional', [i, s], [], 'segmentationByProbability')
for name, charset, label in (('utf-8', 'ISO_IR 192', '恶性'), ('gb18030', 'GB18030', '恶性'), ('latin-1', 'ISO_IR 100', 'läsion')):
    i = image(); s = seg([i], stack(B), ['x']); s.SpecificCharacterSet = charset; s.SegmentSequence[0].SegmentLabel = label
    case(f'label-{name}', [i, s], [2 * B])
print(json.dumps(cases))
