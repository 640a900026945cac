// placeholder: StudyData
