; The installer for Windows. `installer.mjs` gives it VERSION, OUT, ICON, PICTURE, FILES (the lines that unpack the tree), DROP (what
; of the tree lies beside the versions) and KILOBYTES. It asks for no rights: whoever installs for all users has them.
Unicode true
ManifestDPIAware true
ManifestSupportedOS all
SetCompressor zlib
SetDateSave off
RequestExecutionLevel user
Name "LoCo Studio"
OutFile "${OUT}"
InstallDir ""
BrandingText "LoCo Studio ${VERSION}"
AllowRootDirInstall false
ShowInstDetails nevershow
ShowUninstDetails nevershow

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\LoCo Studio"
!define CLASSES "Software\Classes"
!define APP "$INSTDIR\LoCo Studio.exe"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_WELCOMEPAGE_TITLE "$(welcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(welcomeText)"
!define MUI_FINISHPAGE_TITLE "$(finishTitle)"
!define MUI_FINISHPAGE_TEXT "$(finishText)"
!define MUI_FINISHPAGE_RUN "${APP}"
!define MUI_FINISHPAGE_RUN_TEXT "$(startNow)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "SimpChinese"
!include "texts.nsh"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1033 ProductName "LoCo Studio"
VIAddVersionKey /LANG=1033 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=1033 FileVersion "${VERSION}"
VIAddVersionKey /LANG=1033 FileDescription "LoCo Studio, installer"
VIAddVersionKey /LANG=1033 CompanyName "LoCo Studio"
VIAddVersionKey /LANG=1033 LegalCopyright "Apache-2.0"

Var forAll
Var policy

; Says a sentence and ends with a code that whoever started the installer can read.
!macro refuse text code
  MessageBox MB_OK|MB_ICONEXCLAMATION "${text}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

; A program that runs cannot be written to.
!macro mustNotRun folder
  FindFirst $0 $1 "${folder}\versions\*"
  ${DoWhile} $1 != ""
    ${If} ${FileExists} "${folder}\versions\$1\LoCo Studio.exe"
      ClearErrors
      FileOpen $2 "${folder}\versions\$1\LoCo Studio.exe" a
      ${If} ${Errors}
        FindClose $0
        !insertmacro refuse "$(isRunning)" 3
      ${EndIf}
      FileClose $2
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
!macroend

Function .onInit
  SetRegView 64
  SetShellVarContext current
  StrCpy $forAll 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    StrCpy $forAll 1
    SetShellVarContext all
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "Admin"
      !insertmacro refuse "$(noRights)" 4
    ${EndIf}
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/POLICY=" $policy
  ${If} ${Errors}
    StrCpy $policy ""
  ${ElseIfNot} ${FileExists} "$policy"
    !insertmacro refuse "$(noPolicy)" 5
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $forAll == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\LoCo Studio"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\LoCo Studio"
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  !insertmacro mustNotRun "$INSTDIR"
  ClearErrors
  !include "${FILES}"
  ${If} $policy != ""
    CopyFiles /SILENT "$policy" "$INSTDIR\policy.json"
  ${EndIf}
  ${If} $forAll == 1
    FileOpen $0 "$INSTDIR\managed.json" w
    FileWrite $0 '{"by":"policy"}'
    FileClose $0
  ${EndIf}
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  ${If} ${Errors}
    !insertmacro refuse "$(notWritten)" 6
  ${EndIf}
  ; Last: until here the version before is the one that starts.
  FileOpen $0 "$INSTDIR\current.txt" w
  FileWrite $0 "${VERSION}$\n"
  FileClose $0

  CreateShortcut "$SMPROGRAMS\LoCo Studio.lnk" "${APP}"
  WriteRegStr SHCTX "${CLASSES}\LoCoStudio.Study" "" "$(studyFile)"
  WriteRegStr SHCTX "${CLASSES}\LoCoStudio.Study\DefaultIcon" "" "${APP},0"
  WriteRegStr SHCTX "${CLASSES}\LoCoStudio.Study\shell\open\command" "" '"${APP}" "%1"'
  WriteRegStr SHCTX "${CLASSES}\.loco" "" "LoCoStudio.Study"
  WriteRegStr SHCTX "${CLASSES}\LoCoStudio.Update" "" "$(updateFile)"
  WriteRegStr SHCTX "${CLASSES}\LoCoStudio.Update\DefaultIcon" "" "${APP},0"
  WriteRegStr SHCTX "${CLASSES}\LoCoStudio.Update\shell\open\command" "" '"${APP}" "%1"'
  WriteRegStr SHCTX "${CLASSES}\.locoupdate" "" "LoCoStudio.Update"
  ; A study is a folder: it opens by its own menu.
  WriteRegStr SHCTX "${CLASSES}\Directory\shell\LoCoStudio" "" "$(openFolder)"
  WriteRegStr SHCTX "${CLASSES}\Directory\shell\LoCoStudio" "Icon" "${APP},0"
  WriteRegStr SHCTX "${CLASSES}\Directory\shell\LoCoStudio\command" "" '"${APP}" "%1"'
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "LoCo Studio"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "${APP}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "LoCo Studio"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  ; For whom it was installed, it said itself.
  ReadRegStr $0 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $0 == $INSTDIR
    SetShellVarContext all
  ${EndIf}
FunctionEnd

; Only what was installed goes: studies and settings lie elsewhere, and what else lies in the folder is not ours.
Section Uninstall
  !insertmacro mustNotRun "$INSTDIR"
  FindFirst $0 $1 "$INSTDIR\versions\*"
  ${DoWhile} $1 != ""
    ${If} ${FileExists} "$INSTDIR\versions\$1\resources\manifest.json"
    ${AndIf} $1 != "."
    ${AndIf} $1 != ".."
      RMDir /r "$INSTDIR\versions\$1"
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  RMDir "$INSTDIR\versions"
  !include "${DROP}"
  Delete "$INSTDIR\current.txt"
  Delete "$INSTDIR\managed.json"
  Delete "$INSTDIR\policy.json"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\LoCo Studio.lnk"
  DeleteRegKey SHCTX "${CLASSES}\LoCoStudio.Study"
  DeleteRegKey SHCTX "${CLASSES}\LoCoStudio.Update"
  DeleteRegKey SHCTX "${CLASSES}\.loco"
  DeleteRegKey SHCTX "${CLASSES}\.locoupdate"
  DeleteRegKey SHCTX "${CLASSES}\Directory\shell\LoCoStudio"
  DeleteRegKey SHCTX "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
