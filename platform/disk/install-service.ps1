# Makes the gateway a service of Windows; see README.md. Run as administrator, with the wrapper that you downloaded:
#   powershell -ExecutionPolicy Bypass -File install-service.ps1 -Wrapper C:\Users\me\Downloads\WinSW-x64.exe
param([Parameter(Mandatory = $true)][string]$Wrapper)
$ErrorActionPreference = 'Stop'

# WinSW 2.12.0, WinSW-x64.exe
$wanted = '05b82d46ad331cc16bdc00de5c6332c1ef818df8ceefcd49c726553209b3a0da'
$found = (Get-FileHash -LiteralPath $Wrapper -Algorithm SHA256).Hash
if ($found -ne $wanted) {
    throw "$Wrapper is not the WinSW-x64.exe of WinSW 2.12.0: its SHA-256 is $found and should be $wanted"
}

# The service's account may change logs, run files and what the gateway keeps beside its configuration; others may nothing.
$data = Join-Path $env:ProgramData 'webbrick\gateway'
$conf = Join-Path $PSScriptRoot '..\..\conf'
foreach ($directory in $data, (Join-Path $data 'logs'), (Join-Path $data 'run')) {
    New-Item -ItemType Directory -Force -Path $directory | Out-Null
}
# SYSTEM, administrators, local service
& icacls $data /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-19:(OI)(CI)M' | Out-Null
if ($LASTEXITCODE -ne 0) { throw "cannot set who may use $data" }
& icacls $conf /grant '*S-1-5-19:(OI)(CI)M' | Out-Null
if ($LASTEXITCODE -ne 0) { throw "cannot set who may use $conf" }

$service = Join-Path $PSScriptRoot 'webbrick-gateway.exe'
Copy-Item -LiteralPath $Wrapper -Destination $service -Force
& $service install
if ($LASTEXITCODE -ne 0) { throw 'the service could not be installed' }
& $service start
if ($LASTEXITCODE -ne 0) { throw 'the service is installed and did not start; see the event viewer' }
