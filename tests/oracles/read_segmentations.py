"""Reads exported segmentations as highdicom does, and what is written in their headers.

usage: read_segmentations.py OUT
Prints one line of JSON: per file the patient, and per segment its label and the pixels that it covers.
"""
import base64, json, sys
from pathlib import Path
import highdicom, pydicom

found = {}
for path in sorted((Path(sys.argv[1]) / 'segmentations').glob('*.dcm')):
    seg = highdicom.seg.segread(path)
    image = pydicom.dcmread(Path(sys.argv[1]) / 'images' / path.name)
    numbers = list(seg.segment_numbers)
    planes = seg.get_pixels_by_source_instance([image.SOPInstanceUID], segment_numbers=numbers, ignore_spatial_locations=True)
    labels = [seg.get_segment_description(n).segment_label for n in numbers]
    found[path.stem] = {'patient': str(image.PatientName), 'planes': {l: base64.b64encode(planes[0, :, :, i].astype('uint8').tobytes()).decode() for i, l in enumerate(labels)}}
print(json.dumps(found))
