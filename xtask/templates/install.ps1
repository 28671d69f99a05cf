<#
.SYNOPSIS
Installs attrflow @VERSION@: downloads the archive for this system, checks its SHA-256 checksum and puts the program into a
folder. Changes nothing else but, with -AddToPath, the PATH of the user.

.EXAMPLE
powershell -ExecutionPolicy Bypass -File attrflow-installer.ps1 -To C:\Tools\attrflow
#>
param(
    [string]$To = $env:ATTRFLOW_INSTALL_DIR,
    [string]$Version = $env:ATTRFLOW_VERSION,
    [switch]$AddToPath
)

$ErrorActionPreference = 'Stop'
# Windows PowerShell 5.1 shows progress so slowly that downloads take minutes.
$ProgressPreference = 'SilentlyContinue'

$ownVersion = '@VERSION@'
$ownChecksums = '@CHECKSUMS@'
$releases = if ($env:ATTRFLOW_RELEASES) { $env:ATTRFLOW_RELEASES } else { '@RELEASES@' }

function Get-Target {
    # A 32-bit or x64 process on another processor sees the real one in PROCESSOR_ARCHITEW6432.
    $processor = if ($env:PROCESSOR_ARCHITEW6432) { $env:PROCESSOR_ARCHITEW6432 } else { $env:PROCESSOR_ARCHITECTURE }
    switch ($processor) {
        'AMD64' { 'x86_64-pc-windows-msvc' }
        'ARM64' { 'aarch64-pc-windows-msvc' }
        default { throw "There is no program for the processor '$processor'." }
    }
}

function Get-Download([string]$Address, [string]$File) {
    # Without encryption only from this machine itself.
    if ($Address -notmatch '^(https://|http://(127\.0\.0\.1|localhost):)') {
        throw "'$Address' is not an https address."
    }
    try {
        Invoke-WebRequest -Uri $Address -OutFile $File -UseBasicParsing
    } catch {
        throw "'$Address' cannot be downloaded: $($_.Exception.Message) See $releases for the versions that there are."
    }
}

# The checksum that stands in this script or, for another version, in that version's list.
function Get-Checksum([string]$Address, [string]$Folder, [string]$Archive) {
    $sums = $ownChecksums
    if ($Version -ne $ownVersion) {
        $list = Join-Path $Folder 'SHA256SUMS'
        Get-Download "$Address/SHA256SUMS" $list
        $sums = Get-Content -Raw -LiteralPath $list
    }
    foreach ($line in $sums -split "`r?`n") {
        $sum, $name = $line -split '\s+\*?', 2
        if ($name -eq $Archive -and $sum -match '^[0-9a-f]{64}$') {
            return $sum
        }
    }
    throw "There is no checksum of '$Archive': a proxy may have answered in place of $releases."
}

function Install-Attrflow {
    # Windows PowerShell 5.1 may still begin with TLS 1.0.
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $target = Get-Target
    $archive = "attrflow-$target.zip"
    $address = if ($Version -eq 'latest') { "$releases/latest/download" } else { "$releases/download/v$Version" }
    $temporary = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
    New-Item -ItemType Directory -Path $temporary | Out-Null
    try {
        $file = Join-Path $temporary $archive
        Get-Download "$address/$archive" $file
        $expected = Get-Checksum $address $temporary $archive
        $actual = (Get-FileHash -Algorithm SHA256 -LiteralPath $file).Hash.ToLowerInvariant()
        if ($actual -ne $expected) {
            throw "The checksum of '$archive' is $actual, but should be $expected. The download is not what was released; a proxy may have answered in its place."
        }
        Expand-Archive -LiteralPath $file -DestinationPath $temporary
        $program = Join-Path (Join-Path $temporary "attrflow-$target") 'attrflow.exe'
        $found = & $program --version
        if ($LASTEXITCODE -ne 0) {
            throw "The program for $target does not run on this system."
        }
        try {
            New-Item -ItemType Directory -Force -Path $To | Out-Null
            Copy-Item -LiteralPath $program -Destination (Join-Path $To 'attrflow.exe') -Force
        } catch {
            throw "Nothing can be written to '$To': $($_.Exception.Message) Name another folder with -To."
        }
        Write-Output "installed $found to $To"
    } finally {
        Remove-Item -Recurse -Force -LiteralPath $temporary
    }
    if (($env:PATH -split ';') -notcontains $To) {
        if ($AddToPath) {
            $path = [Environment]::GetEnvironmentVariable('Path', 'User')
            [Environment]::SetEnvironmentVariable('Path', "$To;$path", 'User')
            Write-Output 'added this folder to the PATH; new windows use it'
        } else {
            Write-Output "this folder is not on the PATH; add it for this window with: `$env:PATH = '$To;' + `$env:PATH"
        }
    }
}

if (-not $Version) { $Version = $ownVersion }
$Version = $Version -replace '^v', ''
if (-not $To) { $To = Join-Path $env:LOCALAPPDATA 'Programs\attrflow' }
Install-Attrflow
