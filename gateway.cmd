@echo off
rem Starts the gateway's command line on Windows, from a source tree (building it first where that is needed) or from an
rem unpacked distribution.
rem
rem JAVA_HOME             the Java to use; without it the PATH is searched
rem GATEWAY_JAVA_OPTIONS  further options for the Java virtual machine
rem GATEWAY_FAST_START    "off": neither make nor use the class archive that makes later starts fast
setlocal EnableExtensions DisableDelayedExpansion
set "WANTED=17"
set "MAIN=io.webbrick.gateway.app.Main"
set "HERE=%~dp0"
if "%HERE:~-1%"=="\" set "HERE=%HERE:~0,-1%"

call :findjava
if errorlevel 1 exit /b 2

if not exist "%HERE%\pom.xml" goto distribution

rem --- a source tree: build on first use and when a source is newer ----------------------------------------------------
set "HOME_DIR=%HERE%"
set "TARGET=%HERE%\gateway-app\target"
set "STAMP=%TARGET%\launch.stamp"
set "LIB=%TARGET%\launch\lib"
call :uptodate
if not errorlevel 1 goto ready
call :build
if errorlevel 1 exit /b 2
goto ready

:distribution
for %%D in ("%HERE%\..") do set "HOME_DIR=%%~fD"
set "LIB=%HOME_DIR%\lib"

:ready
set "JAR=%LIB%\gateway-app.jar"
if not exist "%JAR%" (
    >&2 echo gateway: "%JAR%" is missing; unpack the distribution again
    exit /b 2
)

rem --- the class archive: later starts read classes that are already parsed --------------------------------------------
set "SHARE="
if /i "%GATEWAY_FAST_START%"=="off" goto go
set "CACHE=%HOME_DIR%\var\cache"
if not exist "%CACHE%" mkdir "%CACHE%" 2>nul
if not exist "%CACHE%" set "CACHE=%LOCALAPPDATA%\webbrick\gateway\cache"
if not exist "%CACHE%" mkdir "%CACHE%" 2>nul
set "ARCHIVE=%CACHE%\gateway.jsa"
for %%J in ("%JAR%") do for %%M in ("%JAVA_DIR%\lib\modules") do set "BASE=%%~zJ %%~tJ %%~zM %%~tM %%~fM"
set "MADE_FOR="
if exist "%ARCHIVE%.base" set /p MADE_FOR=<"%ARCHIVE%.base"
if not "%MADE_FOR%"=="%BASE%" goto warm
if exist "%ARCHIVE%" set SHARE=-XX:SharedArchiveFile="%ARCHIVE%"
goto go

:warm
rem beside the command, in the background; one that cannot be made is tried again only when something changed
start "" /b /low "%JAVA_EXE%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable "-Dgateway.home=%HOME_DIR%" -cp "%JAR%" %MAIN% warm --archive "%ARCHIVE%" --base "%BASE%" >nul 2>&1 <nul

:go
set "TUNING=-XX:-UsePerfData -XX:TieredStopAtLevel=1"
if /i "%~1"=="run" set "TUNING=-XX:+PerfDisableSharedMem"
if /i "%~1"=="demo" set "TUNING=-XX:+PerfDisableSharedMem"
"%JAVA_EXE%" -XX:+UseSerialGC %TUNING% -Xlog:disable -Xlog:all=error:stderr -Xshare:auto -Djdk.console=java.base %SHARE% "-Dgateway.home=%HOME_DIR%" %GATEWAY_JAVA_OPTIONS% -cp "%JAR%" %MAIN% %*
exit /b %ERRORLEVEL%

rem --- sets JAVA_EXE and JAVA_DIR to a Java that is new enough ---------------------------------------------------------
:findjava
set "JAVA_EXE="
set "FOUND="
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" call :tryjava "%JAVA_HOME%\bin\java.exe"
if defined JAVA_EXE exit /b 0
for /f "delims=" %%P in ('where java 2^>nul') do if not defined JAVA_EXE call :tryjava "%%P"
if defined JAVA_EXE exit /b 0
>&2 echo gateway: a Java runtime %WANTED% or newer is needed%FOUND%; install one (winget install EclipseAdoptium.Temurin.17.JRE) or set JAVA_HOME to it
exit /b 1

:tryjava
set "FEATURE=0"
for /f "tokens=3" %%V in ('""%~1" -version 2^>^&1" ^| findstr /i " version "') do for /f "tokens=1 delims=.-+" %%F in ("%%~V") do set "FEATURE=%%F"
if %FEATURE% LSS %WANTED% (
    set "FOUND= (found only version %FEATURE% in %~1)"
    exit /b 1
)
set "JAVA_EXE=%~1"
for %%B in ("%~dp1..") do set "JAVA_DIR=%%~fB"
exit /b 0

rem --- whether the last build is newer than every source ---------------------------------------------------------------
:uptodate
if not exist "%STAMP%" exit /b 1
if not exist "%LIB%\gateway-app.jar" exit /b 1
powershell -NoProfile -NonInteractive -Command "$s=(Get-Item -LiteralPath $env:STAMP).LastWriteTimeUtc; $n=Get-ChildItem -LiteralPath $env:HERE -Directory -Filter 'gateway-*' | ForEach-Object { Get-Item (Join-Path $_.FullName 'pom.xml'); Get-ChildItem -LiteralPath (Join-Path $_.FullName 'src\main') -Recurse -File } | Where-Object { $_.LastWriteTimeUtc -gt $s } | Select-Object -First 1; if ($n) { exit 1 } else { exit 0 }"
exit /b %ERRORLEVEL%

:build
if not exist "%JAVA_DIR%\bin\javac.exe" (
    >&2 echo gateway: building the gateway needs a JDK %WANTED% or newer, "%JAVA_DIR%" has no compiler; install one ^(winget install EclipseAdoptium.Temurin.17.JDK^) or set JAVA_HOME to it
    exit /b 1
)
where mvn >nul 2>&1
if errorlevel 1 (
    >&2 echo gateway: building the gateway needs Maven 3.8 or newer, there is no mvn on the PATH; install it or use a finished distribution ^(gateway-VERSION.zip^)
    exit /b 1
)
>&2 echo gateway: building in "%HERE%", the first time can take some minutes
set "JAVA_HOME=%JAVA_DIR%"
pushd "%HERE%"
call mvn -B -ntp -Pfast -Dmaven.test.skip=true -pl gateway-app -am package 1>&2
if errorlevel 1 (
    popd
    >&2 echo gateway: the build failed; the lines that begin with [ERROR] above say why
    exit /b 1
)
popd
if exist "%LIB%" rmdir /s /q "%LIB%" 2>nul
if exist "%LIB%\gateway-app.jar" (
    >&2 echo gateway: "%LIB%" is in use by a running gateway; end it with "gateway stop" and start again
    exit /b 1
)
xcopy /e /i /q /y "%TARGET%\gateway\lib" "%LIB%" >nul
if errorlevel 1 (
    >&2 echo gateway: cannot copy the build to "%LIB%"; make that directory writable and start again
    exit /b 1
)
>"%STAMP%" echo built
>&2 echo gateway: built
exit /b 0
