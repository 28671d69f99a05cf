# Runs the tests with Pester 5, which is installed for this user where it is missing.
$ErrorActionPreference = 'Stop'
$wanted = [version] '5.3.0'
if (-not (Get-Module -ListAvailable Pester | Where-Object Version -GE $wanted)) {
    Install-Module Pester -MinimumVersion $wanted -Scope CurrentUser -Force -SkipPublisherCheck
}
Import-Module Pester -MinimumVersion $wanted
$result = Invoke-Pester -Path (Join-Path $PSScriptRoot 'Attrflow.Tests.ps1') -Output Detailed -PassThru
exit [int] ($result.FailedCount -gt 0 -or $result.PassedCount -eq 0)
