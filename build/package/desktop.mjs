/** How Linux desktops learn of the app. A study is a folder, and they tell folders apart by nothing: it has no type. */
export const desktopEntry = `[Desktop Entry]
Type=Application
Name=LoCo Studio
GenericName=Lesions on laryngoscopy frames
GenericName[zh_CN]=喉镜图像病变标注
Comment=Paint, train and review lesions on laryngoscopy frames
Comment[zh_CN]=在喉镜图像上标注、训练和复核病变
Exec=/usr/bin/loco-studio %f
Icon=loco-studio
Terminal=false
Categories=Science;MedicalSoftware;Graphics;
StartupWMClass=LoCo Studio
MimeType=application/x-loco-update;
`

export const mimeTypes = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-loco-update">
    <comment>LoCo Studio update</comment>
    <comment xml:lang="zh_CN">LoCo Studio 更新</comment>
    <glob pattern="*.locoupdate"/>
  </mime-type>
</mime-info>
`
