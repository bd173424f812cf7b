"""Puts a coded film into a DICOM file.

usage: film_make.py STREAM TRANSFER_SYNTAX OUT
"""
import sys
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, generate_uid
import pydicom

d = Dataset(); d.file_meta = FileMetaDataset()
d.SOPClassUID = d.file_meta.MediaStorageSOPClassUID = '1.2.840.10008.5.1.4.1.1.77.1.1.1'
d.SOPInstanceUID = d.file_meta.MediaStorageSOPInstanceUID = generate_uid()
d.file_meta.TransferSyntaxUID = UID(sys.argv[2])
d.PatientName, d.PatientID = 'Doe^Jane', 'MRN-1'
d.StudyInstanceUID, d.SeriesInstanceUID, d.InstanceNumber = generate_uid(), generate_uid(), 1
d.Rows, d.Columns, d.SamplesPerPixel, d.PlanarConfiguration, d.NumberOfFrames = 240, 320, 3, 0, 10
d.PhotometricInterpretation, d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 'YBR_PARTIAL_420', 8, 8, 7, 0
stream = open(sys.argv[1], 'rb').read()
d.PixelData = encapsulate([stream + b'\0' * (len(stream) % 2)], has_bot=False)
d['PixelData'].is_undefined_length = True
pydicom.dcmwrite(sys.argv[3], d, enforce_file_format=True)
