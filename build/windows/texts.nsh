; What the installer says, by language: English 1033, German 1031, French 1036, Chinese 2052.
LangString welcomeTitle 1033 "Install LoCo Studio"
LangString welcomeTitle 1031 "LoCo Studio installieren"
LangString welcomeTitle 1036 "Installer LoCo Studio"
LangString welcomeTitle 2052 "安装 LoCo Studio"

LangString welcomeText 1033 "LoCo Studio is installed for you alone, without an administrator and without the internet. It takes about a minute.$\r$\n$\r$\nStudies that you have already are kept."
LangString welcomeText 1031 "LoCo Studio wird nur für Sie installiert, ohne Administrator und ohne Internet. Das dauert etwa eine Minute.$\r$\n$\r$\nVorhandene Studien bleiben erhalten."
LangString welcomeText 1036 "LoCo Studio est installé pour vous seul, sans administrateur et sans internet. Cela prend environ une minute.$\r$\n$\r$\nVos études existantes sont conservées."
LangString welcomeText 2052 "LoCo Studio 仅为您安装，无需管理员，也无需联网，大约需要一分钟。$\r$\n$\r$\n您已有的研究会保留。"

LangString finishTitle 1033 "LoCo Studio is installed"
LangString finishTitle 1031 "LoCo Studio ist installiert"
LangString finishTitle 1036 "LoCo Studio est installé"
LangString finishTitle 2052 "LoCo Studio 已安装"

LangString finishText 1033 "You find it in the start menu."
LangString finishText 1031 "Sie finden es im Startmenü."
LangString finishText 1036 "Vous le trouvez dans le menu Démarrer."
LangString finishText 2052 "您可以在“开始”菜单中找到它。"

LangString startNow 1033 "Start LoCo Studio now"
LangString startNow 1031 "LoCo Studio jetzt starten"
LangString startNow 1036 "Démarrer LoCo Studio maintenant"
LangString startNow 2052 "立即启动 LoCo Studio"

LangString isRunning 1033 "LoCo Studio is running: close it, then start this again."
LangString isRunning 1031 "LoCo Studio läuft gerade: bitte schließen und dann erneut starten."
LangString isRunning 1036 "LoCo Studio est ouvert : fermez-le, puis recommencez."
LangString isRunning 2052 "LoCo Studio 正在运行：请关闭后重新开始。"

LangString noRights 1033 "Installing for all users takes an administrator: start this as one, or leave out /ALLUSERS."
LangString noRights 1031 "Für alle Benutzer kann nur ein Administrator installieren: bitte als Administrator starten oder /ALLUSERS weglassen."
LangString noRights 1036 "Seul un administrateur peut installer pour tous : lancez ceci en tant qu'administrateur, ou retirez /ALLUSERS."
LangString noRights 2052 "为所有用户安装需要管理员权限：请以管理员身份运行，或去掉 /ALLUSERS。"

LangString noPolicy 1033 "There is no policy file at $policy: name one that is there, or leave out /POLICY."
LangString noPolicy 1031 "Unter $policy liegt keine Richtliniendatei: bitte eine vorhandene angeben oder /POLICY weglassen."
LangString noPolicy 1036 "Aucun fichier de stratégie à $policy : indiquez un fichier existant, ou retirez /POLICY."
LangString noPolicy 2052 "$policy 处没有策略文件：请指定一个存在的文件，或去掉 /POLICY。"

LangString notWritten 1033 "LoCo Studio could not be written to $INSTDIR: choose another folder, or make space on the disk."
LangString notWritten 1031 "LoCo Studio konnte nicht nach $INSTDIR geschrieben werden: bitte einen anderen Ordner wählen oder Platz schaffen."
LangString notWritten 1036 "LoCo Studio n'a pas pu être écrit dans $INSTDIR : choisissez un autre dossier ou libérez de la place."
LangString notWritten 2052 "无法将 LoCo Studio 写入 $INSTDIR：请选择其他文件夹，或腾出磁盘空间。"

LangString studyFile 1033 "LoCo Studio study"
LangString studyFile 1031 "LoCo-Studio-Studie"
LangString studyFile 1036 "Étude LoCo Studio"
LangString studyFile 2052 "LoCo Studio 研究"

LangString updateFile 1033 "LoCo Studio update"
LangString updateFile 1031 "LoCo-Studio-Aktualisierung"
LangString updateFile 1036 "Mise à jour de LoCo Studio"
LangString updateFile 2052 "LoCo Studio 更新"

LangString openFolder 1033 "Open in LoCo Studio"
LangString openFolder 1031 "In LoCo Studio öffnen"
LangString openFolder 1036 "Ouvrir dans LoCo Studio"
LangString openFolder 2052 "用 LoCo Studio 打开"
