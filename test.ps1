#Requires -Version 7
<#
.SYNOPSIS
Builds the solution and runs all tests on a machine without bash; elsewhere ./test does the same.
.DESCRIPTION
Needs the .NET SDK and Node. The browser tests need Chrome or Chromium and the archive's tests on PostgreSQL need SLD_TEST_POSTGRESQL; without them they are skipped.
The last line reads "N passed, N failed"; the exit code is 0 only when nothing failed.
.PARAMETER Fast
Without the browser tests and others that take seconds.
#>
param([switch] $Fast)

Set-Location $PSScriptRoot
$env:DOTNET_CLI_TELEMETRY_OPTOUT = $env:DOTNET_NOLOGO = $env:MSBUILDDISABLENODEREUSE = '1'
$env:DOTNET_CLI_USE_MSBUILD_SERVER = '0'
$env:DOTNET_TieredPGO = '0' # for test programs, which run for seconds
$solution = 'ServiceLevelDashboard.sln'
$script:exitCode = 0
$script:count = @{ succeeded = 0; failed = 0; skipped = 0 }

function Complete-Run {
    # A run that broke off without a failed test counts as one failure.
    if ($count.failed -eq 0 -and ($exitCode -ne 0 -or $count.succeeded -eq 0)) { $count.failed = 1 }
    "$($count.succeeded) passed, $($count.failed) failed" + $(if ($count.skipped -gt 0) { ", $($count.skipped) skipped" })
    exit [int]($count.failed -gt 0)
}

function Invoke-Tests {
    $inSummary = $false
    # Exit code 8 says that no test ran; a filter may leave a project without one.
    dotnet test --no-build --no-progress --ignore-exit-code 8 --timeout 15m @args 2>&1 | ForEach-Object {
        "$_"
        if ("$_" -match '^Test run summary:') { $inSummary = $true }
        elseif ($inSummary -and "$_" -match '^  (succeeded|failed|skipped): (\d+)$') { $count[$Matches[1]] += [int]$Matches[2] }
    }
    if ($LASTEXITCODE -ne 0) { $script:exitCode = $LASTEXITCODE }
}

dotnet build $solution --verbosity quiet
if ($LASTEXITCODE -ne 0) {
    $exitCode = $LASTEXITCODE
    Complete-Run
}

$long = if ($Fast) { '--filter-not-trait', 'Length=Long' } else { @() }
Invoke-Tests --solution $solution --filter-not-namespace 'ServiceLevelDashboard.Browser.Tests*' @long
# The browser tests come alone: a starved browser times out.
if (-not $Fast) { Invoke-Tests --project tests/ServiceLevelDashboard.Browser.Tests }
Complete-Run
